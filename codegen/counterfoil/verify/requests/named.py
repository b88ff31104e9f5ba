"""What names tell where a contract says no more: keys that are used once, cursors, sizes of pages."""

from itertools import pairwise

from counterfoil.engine.spellings import words

_ONCE = frozenset({"idempotency", "idempotent", "nonce", "deduplication", "dedup"})
_ONCE_TOGETHER = frozenset({("request", "id"), ("client", "token")})
_OPAQUE = frozenset(
    {"cursor", "token", "marker", "after", "before", "continue", "continuation", "bookmark"}
)
_NAMES = frozenset(
    {"id", "ids", "uuid", "guid", "key", "sku", "code", "ref", "reference", "slug", "isbn", "ean"}
)
_SIZES = frozenset(
    {"limit", "size", "per_page", "page_size", "pagesize", "max_results", "max_items", "top"}
    | {"first", "count", "page_limit", "results_per_page", "items_per_page", "maximum", "take"}
)


def is_used_once(name: str) -> bool:
    """Whether each request has to bring a value of its own, as with `Idempotency-Key`."""
    found = words(name)
    pairs = set(pairwise(found))
    return bool(_ONCE.intersection(found) or _ONCE_TOGETHER & pairs)


def is_opaque(name: str) -> bool:
    """Whether only the provider makes such values, as with `cursor` and `page_token`."""
    return bool(_OPAQUE.intersection(words(name)))


def names_a_thing(name: str) -> bool:
    """Whether a value stands for something else, which may not be there, as with `sku`.

    >>> names_a_thing("productId"), names_a_thing("note")
    (True, False)
    """
    return bool(_NAMES.intersection(words(name)))


def is_page_size(name: str) -> bool:
    """Whether the parameter says how many items a page holds at most."""
    found = [each for each in words(name) if each not in ("x", "filter")]
    return "_".join(found) in _SIZES or "".join(found) in _SIZES
