"""The values worth trying where nothing lies below: texts, numbers, booleans, null, and listed members."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterfoil.engine.values.amounts import amounts
from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.flat import Flat, type_of
from counterfoil.engine.values.numbers import fraction
from counterfoil.engine.values.options import Option, shown
from counterfoil.engine.values.texts import is_sound, texts
from counterfoil.model import Json
from counterfoil.runtime.identity import identity

_FLOATS_ARE_EXACT_BELOW = 2**53


@dataclass(frozen=True, slots=True)
class Leaf:
    """The options of a place, each sound."""

    options: tuple[Option, ...]
    """The plainest, then those that show something, then more plain ones."""
    telling: int
    """How many of them are worth showing once."""
    why: str = ""
    """Why there are none, where there are none."""

    @property
    def plain(self) -> tuple[Json, ...]:
        """The values of which any may stand for the place."""
        members = [each for each in self.options if each.keyword in ("enum", "boolean")]
        own = [each for each in self.options if each.keyword == "example"]
        likely = [each for each in self.options if not each.label and each.keyword != "spare"]
        usual = likely or self.options[:1]
        return tuple(each.value for each in own or members or usual)


def leaf(flat: Flat, name: str, accepts: Callable[[Json], bool], seed: int) -> Leaf:
    """The options of a place called `name`, as far as its schema accepts them."""
    known: dict[object, Option] = {}
    for option in _proposed(flat, name):
        key = identity(option.value)
        if key not in known and _is_sound(option.value, flat, accepts):
            known[key] = option
    if not known:
        return Leaf((), 0, _unreached(flat))
    head, *others = known.values()
    plain = [each for each in (head, *others) if not each.label]
    if plain and head.keyword != "example":
        # The seed decides which of the plain ones is the plainest.
        turn = Dice(f"{seed}:{name}").roll(len(plain)) if seed else 0
        head, *plain = *plain[turn:], *plain[:turn]
    telling = [each for each in (*known.values(),) if each.label and each is not head]
    return Leaf((head, *telling, *(each for each in plain if each is not head)), 1 + len(telling))


def _is_sound(value: Json, flat: Flat, accepts: Callable[[Json], bool]) -> bool:
    """Whether the schema accepts a value; asked of its validator where that may see it otherwise."""
    if flat.rejected or flat.patterns or flat.members is not None or flat.numbers.step is not None:
        return accepts(value)
    kind = type_of(value)
    if kind == "string" and not flat.encoding:
        return flat.type == kind and is_sound(value, flat)
    if kind in ("integer", "number"):
        if abs(value) >= _FLOATS_ARE_EXACT_BELOW:
            return accepts(value)
        return flat.type in (kind, "number") and fraction(value) in flat.numbers
    return kind == flat.type and value not in flat.barred


def is_leaf(flat: Flat) -> bool:
    """Whether nothing lies below a value of this kind, or its values are listed whole."""
    return flat.members is not None or flat.type not in ("array", "object")


def _proposed(flat: Flat, name: str) -> Iterator[Option]:
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


def _members(flat: Flat) -> Iterator[Option]:
    listed = flat.members or ()
    known = {identity(each) for each in listed}
    first = [each for each in flat.examples if identity(each) in known]
    for member in (*first, *listed):
        yield Option(member, f"as {shown(member)}", "enum")


def _unreached(flat: Flat) -> str:
    """Why a text or number is not found."""
    if flat.patterns:
        return f"no text is found that matches {' and '.join(flat.patterns)}"
    if flat.formats:
        return f"no text of the format {' and '.join(flat.formats)} is found"
    return "no value is found that keeps all that is asked of it"
