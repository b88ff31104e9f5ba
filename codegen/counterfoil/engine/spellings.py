"""Names as words: which of them mean the same thing, however they are spelt."""

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case, however they are joined.

    >>> words("X-Idempotency-Key"), words("pageSize")
    (('x', 'idempotency', 'key'), ('page', 'size'))
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def spelt_alike(one: str, other: str) -> bool:
    """Whether two names are the same words.

    >>> spelt_alike("order_id", "orderId")
    True
    """
    return words(one) == words(other)


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in words are the same but for singular and plural.

    >>> are_alike(("order", "lines"), ("orders", "line"))
    True
    """
    return [_singular(each) for each in one] == [_singular(each) for each in other]


def names_for(parameter: str, collection: str) -> tuple[str, ...]:
    """What the property that a path parameter stands for may be called, the likeliest first.

    >>> names_for("orderId", "/orders")
    ('order_id', 'id')
    >>> names_for("username", "/user")
    ('username', 'id')
    """
    own = words(parameter)
    thing = words(collection.rpartition("/")[2])
    found = ["_".join(own)]
    if len(own) > 1 and thing and are_alike(own[: len(thing)], thing):
        found.append("_".join(own[len(thing) :]))
    if len(own) > 1:
        found.append(own[-1])
    found.append("id")
    if own == ("id",) and thing:
        found += [f"{_singular('_'.join(thing))}_id", "uuid", "key"]
    return tuple(dict.fromkeys(each for each in found if each))


def spelt(names: Sequence[str], properties: Iterable[str]) -> str:
    """The first property that is called like one of `names`, however it is spelt; else empty.

    >>> spelt(["order_id", "id"], ["ID", "orderId"])
    'orderId'
    """
    spellings = {"_".join(words(each)): each for each in reversed(list(properties))}
    return next((spellings[name] for name in names if name in spellings), "")


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
