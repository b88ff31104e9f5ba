"""The values worth trying where nothing lies below: texts, numbers, booleans, null, and listed members."""

from collections.abc import Iterator

from counterfoil.engine.values.amounts import amounts
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.options import Option, shown
from counterfoil.engine.values.texts import texts
from counterfoil.runtime.identity import identity


def leaves(flat: Flat, name: str) -> Iterator[Option]:
    """The options of a place called `name`, the contract's own examples first, then the plainest."""
    if flat.members is not None:
        yield from _members(flat)
        return
    yield from (Option(example, "", "example") for example in flat.examples)
    match flat.type:
        case "string":
            yield from texts(flat, name)
        case "integer" | "number":
            yield from amounts(flat, name)
        case "boolean":
            yield from (Option(each, f"as {shown(each)}", "boolean") for each in (True, False))
        case "null":
            yield Option(None, "as null", "null")
        case _:
            pass


def is_leaf(flat: Flat) -> bool:
    """Whether nothing lies below a value of this kind, or its values are listed whole."""
    return flat.members is not None or flat.type not in ("array", "object")


def _members(flat: Flat) -> Iterator[Option]:
    listed = flat.members or ()
    known = {identity(each) for each in listed}
    first = [each for each in flat.examples if identity(each) in known]
    for member in {identity(each): each for each in [*first, *listed]}.values():
        yield Option(member, f"as {shown(member)}", "enum")
