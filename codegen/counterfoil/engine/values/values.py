"""The values of one contract, each judged before it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.lower.schemas import PREFIX
from counterfoil.engine.validators import Validators
from counterfoil.engine.values import invalid, valid
from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.heights import Heights
from counterfoil.engine.values.invalid import Invalid
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, rolled
from counterfoil.engine.values.places import pointer
from counterfoil.engine.values.valid import Valid
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Api, Direction, Json, Schema
from counterfoil.runtime.identity import identity

_DRAWS = 8
_DRAWN_ROOM = 120


class Miscounted(AssertionError):
    """A value that was made to be valid is not: a fault of ours, never of a contract."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a schema for which no value could be made."""

    schema: str
    """The component that was asked for; empty for a schema without a name."""
    direction: Direction
    pointer: str
    why: str


class Unmakeable(ValueError):
    """A schema of which no value is found; `Values.gaps` says why."""


class Values:
    """Draws the values of a contract's schemas, in either direction.

    `schema` is one of the contract's own, in normal form; what it refers to is looked up there.
    """

    def __init__(self, api: Api, seed: int = 0, validators: Validators | None = None) -> None:
        self._seed = seed
        self._validators = validators or Validators(api)
        self._makers: dict[Direction, Maker] = {}
        self._seen: dict[tuple[int, Direction], tuple[Schema, Schema]] = {}
        self._gaps: dict[Gap, None] = {}
        self._subject = ("", Direction.REQUEST)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What could not be made so far."""
        return tuple(self._gaps)

    def valid(self, schema: Schema, direction: Direction) -> Iterator[Valid]:
        """Values that the contract allows, each once, the most telling first."""
        maker, seen = self._maker(schema, direction)
        validator = self._validators.of(schema, direction)
        known: set[object] = set()
        for proposal in valid.proposals(maker, seen):
            key = identity(proposal.value)
            if key in known:
                continue
            known.add(key)
            if validator.is_valid(proposal.value):
                yield proposal

    def invalid(self, schema: Schema, direction: Direction) -> Iterator[Invalid]:
        """Values that break one keyword each, the most telling first."""
        maker, seen = self._maker(schema, direction)
        validator = self._validators.of(schema, direction)
        known: set[object] = set()
        bases = (each.value for each in valid.bases(maker, seen) if validator.is_valid(each.value))
        for proposal in invalid.proposals(maker, seen, bases):
            found = invalid.judged(proposal, validator)
            if found is not None and identity(found.value) not in known:
                known.add(identity(found.value))
                yield found

    def draw(self, schema: Schema, direction: Direction, key: str) -> Json:
        """One plausible value, the same for the same seed and key."""
        maker, seen = self._maker(schema, direction)
        validator = self._validators.of(schema, direction)
        dice = Dice(f"{self._seed}:{key}")
        for _ in range(_DRAWS):
            value = maker.make(seen, rolled(dice), room=_DRAWN_ROOM)
            if value is not UNMADE and validator.is_valid(value):
                return value
        for each in self.valid(schema, direction):
            return each.value
        raise Unmakeable(self._subject[0] or "this schema")

    def _maker(self, schema: Schema, direction: Direction) -> tuple[Maker, Schema]:
        self._subject = (schema.get("$ref", "").removeprefix(PREFIX), direction)
        key = (id(schema), direction)
        if key not in self._seen:
            self._seen[key] = self._validators.forms.seen(schema, direction), schema
        return self._made(direction), self._seen[key][0]

    def _made(self, direction: Direction) -> Maker:
        found = self._makers.get(direction)
        if found is None:
            ways = Ways(self._validators.forms.components)
            maker = Maker(ways, Heights(ways), self._validators, escapes, self._note)
            found = self._makers[direction] = maker
        return found

    def _note(self, path: Path, why: str) -> None:
        name, direction = self._subject
        place = pointer(tuple("*" if isinstance(each, int) else each for each in path))
        self._gaps[Gap(name, direction, place, why)] = None
