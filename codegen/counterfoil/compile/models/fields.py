"""What datamodel-code-generator decides of a class: the fields of a record, the members of an enumeration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.model import Json

Members: TypeAlias = tuple[tuple[str, Json], ...]
"""The name and the value of each."""


@dataclass(frozen=True, slots=True)
class FieldSkeleton:
    """One field of a record: its Python name, its JSON name, its bounds and its default."""

    name: str
    wire_name: str
    bounds: Mapping[str, Json]
    default: Json = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A class: the fields of a record, or the members of an enumeration."""

    fields: tuple[FieldSkeleton, ...] = ()
    members: Members = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the engine makes no class of a body."""

    reason: str


Made: TypeAlias = dict[str, Skeleton | Refusal]
"""What was made of each body, by the body's own key."""
