"""The values that differences are told in."""

from dataclasses import dataclass
from enum import StrEnum

from counterfoil.compat.facts import Fact
from counterfoil.model import Json, Place, Schema


class Way(StrEnum):
    """How one goes from a value into what is inside it."""

    PROPERTY = "property"
    """By its name."""
    OTHER = "other"
    """Any property that has no name of its own: `additionalProperties`, `patternProperties`."""
    ITEM = "item"
    """Any item of a list."""
    INDEX = "index"
    """One item of a tuple, by its position."""
    NAME = "name"
    """The name of any property, as a text."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step into a value. `key`: a property's name, a position, or the regular expression of names."""

    way: Way
    key: str = ""

    @property
    def token(self) -> str:
        """As expectations name it: `*` for every item of a list and every value of a map."""
        return self.key if self.way in (Way.PROPERTY, Way.INDEX) else "*"


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says at a place: a schema in the pool's names, and where it stands."""

    schema: Schema
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """What both versions say of the same values. Pairs are equal where their schemas are."""

    baseline: Side
    candidate: Side


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between the two schemas of a pair.

    It is told once, in the innermost pair of components that it is in: where both sides refer to
    components, what differs in those belongs to the pair of those.
    """

    fact: Fact
    pair: Pair
    """The whole schemas around it, which describe the value at the end of `trail`."""
    trail: tuple[Step, ...]
    """From the root of the pair of components to that value."""
    baseline_part: Schema
    """What the baseline says there and the candidate does not, as a schema of its own; `{}`: nothing."""
    candidate_part: Schema
    baseline_place: Place | None
    """Where exactly it stands; None where it does not stand in the baseline."""
    candidate_place: Place | None
    subject: str = ""
    """What it is about among others of the same fact and place: a property's name, an enum's member."""
    before: Json = None
    after: Json = None
    covariant: bool = True
    """Whether a wider part makes a wider whole: False below `not`, `if`, `oneOf`, `contains` …"""
    partial: bool = False
    """Whether other schemas than those of the pair describe the same values."""
    on_wire: bool = True
    """Whether it can change which values are valid; False for a default, an example, a deprecation."""
    idle: str = ""
    """Why it cannot, where a keyword is said that could: `no list is allowed here`. It is not `on_wire`."""
