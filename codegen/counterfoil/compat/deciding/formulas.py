"""What schemas say of the values of one kind, as formulas that a proof takes apart."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TypeAlias

from counterfoil.model import Json, Schema


class Kind(StrEnum):
    """A type of JSON; numbers are of two, for an integer keeps to other types than a fraction."""

    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FRACTION = "fraction"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"


class Role(Enum):
    """What a schema is read for: a relaxation widens what is taken, or narrows what is sent.

    Below a `not`, and wherever else a wider part makes a narrower whole, nothing is relaxed.
    """

    SENT = "sent"
    TAKEN = "taken"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Said:
    """All that a schema says, not taken apart yet. Equal where schemas say the same."""

    colour: bytes
    role: Role
    schema: Schema = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What has been taken apart: where it is asked for, it is only recognised if it is given."""

    key: object
    """The colour of what was said; the key of what cannot be taken apart in full."""


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the parts holds; of none: always."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts holds, or several; of none: never."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class One:
    """Exactly one of the parts holds. `exact` are the same parts, as no relaxation touches them."""

    parts: tuple["Formula", ...]
    exact: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. It is never relaxed."""

    part: "Formula"


@dataclass(frozen=True, slots=True)
class Among:
    """The value is one of these; `keys` tells them apart."""

    keys: frozenset[object]
    values: tuple[Json, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Least:
    """A number is at least this, or above it where `strict`."""

    bound: Fraction
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Most:
    """A number is at most this, or below it where `strict`."""

    bound: Fraction
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Multiple:
    """A number is a multiple of this."""

    of: Fraction


@dataclass(frozen=True, slots=True)
class Sized:
    """The length of a text, of a list, or the number of properties: from `least` to `most`."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """A pattern is found in the text."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text or a number is of the format."""

    name: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that no validator asserts: only the same remark says as much."""

    key: object


@dataclass(frozen=True, slots=True)
class Extensible:
    """The value is one of these, or one that is added to them later (`x-extensible-enum`)."""

    keys: frozenset[object]


@dataclass(frozen=True, slots=True)
class Has:
    """The object has a property of the name."""

    name: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of an object, by name and by pattern; `rest` are all others."""

    named: tuple[tuple[str, "Formula"], ...] = ()
    patterned: tuple[tuple[str, "Formula"], ...] = ()
    rest: "Formula" = All(())


@dataclass(frozen=True, slots=True)
class Names:
    """The name of every property, as a text."""

    of: "Formula"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A property says by which schema the object is read: a tag, and what stands for it."""

    name: str
    tags: tuple[tuple[str, "Formula"], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The items of a list: the first ones each by its position, then `rest`."""

    first: tuple["Formula", ...] = ()
    rest: "Formula" = All(())


@dataclass(frozen=True, slots=True)
class Distinct:
    """No two items are equal."""


@dataclass(frozen=True, slots=True)
class Some:
    """At least `least` items are of the part."""

    of: "Formula"
    least: int


@dataclass(frozen=True, slots=True)
class Few:
    """At most `most` items are of the part, which is never relaxed."""

    of: "Formula"
    most: int


@dataclass(frozen=True, slots=True)
class Between:
    """Something that is not taken apart: it implies `upper`, and is implied by `lower`."""

    key: object
    lower: "Formula" = field(compare=False)
    upper: "Formula" = field(compare=False)


Formula: TypeAlias = (
    Said
    | Known
    | All
    | Any
    | One
    | Not
    | Among
    | Least
    | Most
    | Multiple
    | Sized
    | Matching
    | Formatted
    | Remark
    | Extensible
    | Has
    | Shape
    | Names
    | Tagged
    | Row
    | Distinct
    | Some
    | Few
    | Between
)

ALWAYS = All(())
NEVER = Any(())
