"""Which module each class of a large contract stands in.

A schema that the author named has a module, with all that stands inline in it; so has an operation.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from counterfoil.compile.models.classes import Block
from counterfoil.engine.naming import identifier
from counterfoil.model import Api, Component, Operation, Place

_LONGEST = 68
"""Of a name in letters: import lines of such modules stay within what black takes for a line."""
_DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows gives to no file."""


def module_name(text: str) -> str:
    """A module's name for what a contract calls `text`: the same whatever else there is.

    Letters in lower case alone, so that no file system takes two names for one.

    >>> module_name("FullRepository"), module_name("aux"), module_name("Été")
    ('full_repository', 'aux_', 'x_adca3dd5')
    """
    name = identifier(text)
    if not name.isascii():
        return f"x_{_digest(text)}"
    if len(name) > _LONGEST:
        return f"{name[:_LONGEST - 9].rstrip('_')}_{_digest(text)}"
    return f"{name}_" if name in _DEVICES else name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def arranged(blocks: Sequence[Block], wanted: Mapping[str, str]) -> Mapping[str, tuple[Block, ...]]:
    """Module → its blocks, in their order. Modules that would need each other are one.

    `wanted` maps a component to the module that it asks for, as `wishes` has it.
    """
    homes = homes_of({block.name: block.uses for block in blocks}, wanted)
    found: dict[str, list[Block]] = {name: [] for name in sorted(set(homes.values()))}
    for block in blocks:
        found[homes[block.name]].append(block)
    return {name: tuple(in_order(each)) for name, each in found.items()}


def homes_of(uses: Mapping[str, Iterable[str]], wanted: Mapping[str, str]) -> dict[str, str]:
    """Component → its module, from the components that each one uses."""
    needs: dict[str, set[str]] = {wanted[name]: set() for name in uses}
    for name, used in uses.items():
        needs[wanted[name]].update(wanted[each] for each in used)
    names = {name: min(circle) for circle in circles(needs) for name in circle}
    return {name: names[wanted[name]] for name in uses}


def in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of one module in the order in which they can stand: the same whatever other modules hold."""
    known = {each.name: each for each in blocks}
    done: set[str] = set()
    for first in sorted(known.values(), key=lambda each: (each.rank, each.name)):
        # A stack, so that no chain of aliases is too long.
        waiting = [(first.name, iter(first.after))]
        begun = {first.name}
        while waiting:
            name, rest = waiting[-1]
            before = next(
                (each for each in rest if each in known and each not in begun | done), None
            )
            if before is not None:
                begun.add(before)
                waiting.append((before, iter(known[before].after)))
                continue
            waiting.pop()
            if name not in done:
                done.add(name)
                yield known[name]


def wishes(api: Api, components: Mapping[str, Component]) -> dict[str, str]:
    """Component → the module that it asks for: that of the author's schema or operation around it."""
    owners = {_key(each.place): each.name for each in _operations(api)}
    owners |= {_key(each.place): each.name for each in api.components.values() if not each.hoisted}
    inline = {_key(each.place): each.name for each in api.components.values() if each.hoisted}

    def asked(component: Component) -> str:
        around = list(_around(component.place))
        found = [owners[each] for each in around[::-1] if each in owners]
        # What stands in a shared response, say, belongs to the outermost schema there.
        return (found or [inline[each] for each in around if each in inline])[0]

    return {name: module_name(asked(each)) for name, each in components.items()}


_Key = tuple[str, str]


def _key(place: Place) -> _Key:
    return place.source.path, place.pointer


def _around(place: Place) -> Iterator[_Key]:
    """The places that hold a place, from the whole file down to itself."""
    steps = place.pointer.split("/")
    for length in range(1, len(steps) + 1):
        yield place.source.path, "/".join(steps[:length])


def _operations(api: Api) -> Iterator[Operation]:
    for operation in (*api.operations, *api.webhooks):
        yield operation
        yield from chain.from_iterable(operation.callbacks.values())


def circles(needs: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """The names, each with those that need it and that it needs itself, at any length (Tarjan).

    >>> sorted(sorted(each) for each in circles({"a": "b", "b": "ac", "c": ""}))
    [['a', 'b'], ['c']]
    """
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: dict[str, None] = {}
    for start in sorted(needs):
        # A stack of our own, so that no chain of schemas is too long.
        walk = [] if start in numbers else [(start, iter(sorted(needs[start])))]
        while walk:
            name, rest = walk[-1]
            if name not in numbers:
                numbers[name] = lowest[name] = len(numbers)
                open_[name] = None
            step = next(rest, None)
            if step is None:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == numbers[name]:
                    yield _closed(open_, name)
            elif step not in numbers:
                walk.append((step, iter(sorted(needs[step]))))
            elif step in open_:
                lowest[name] = min(lowest[name], numbers[step])


def _closed(open_: dict[str, None], last: str) -> list[str]:
    """Takes the names from the last that was opened down to `last`."""
    found: list[str] = []
    while not found or found[-1] != last:
        found.append(open_.popitem()[0])
    return found
