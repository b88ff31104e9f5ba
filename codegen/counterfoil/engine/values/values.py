"""The values of one contract, each judged before it leaves."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from orjson import OPT_SORT_KEYS, JSONEncodeError, dumps

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.validators import Validator, Validators
from counterfoil.engine.values import proposals, valid
from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.drawing import Drawings, Undrawn
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.gaps import Gap, untold
from counterfoil.engine.values.heights import Heights
from counterfoil.engine.values.hidden import Hidden
from counterfoil.engine.values.inside import build
from counterfoil.engine.values.invalid import Invalid, judged
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.places import carried
from counterfoil.engine.values.valid import Valid
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Api, Direction, Json, Schema
from counterfoil.runtime.identity import identity

_DRAWS = 4


class Miscounted(AssertionError):
    """A value that was made to be valid is not: a fault of ours, never of a contract."""


class Unmakeable(ValueError):
    """A schema of which no value is found; `Values.gaps` says why."""


class Values:
    """Draws the values of a contract's schemas, in either direction.

    `schema` is one of the contract's own, in normal form; what it refers to is looked up there.
    """

    def __init__(self, api: Api, seed: int = 0, validators: Validators | None = None) -> None:
        self._api = api
        self._seed = seed
        self._validators = validators or Validators(api)
        self._sides: dict[Direction, _Side] = {}
        self._asked: dict[tuple[str | int, Direction], _Asked] = {}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What could not be made of the schemas that were asked for so far."""
        found: dict[Gap, None] = {}
        for (_, direction), asked in self._asked.items():
            maker, name = asked.side.maker, asked.author.get("$ref", "").removeprefix(PREFIX)
            shown = [each.value for each in valid.wholes(maker, asked.schema)]
            for pointer, why in untold(maker, asked.schema, shown):
                found[Gap(name, direction, pointer, why)] = None
        return tuple(found)

    def valid(self, schema: Schema, direction: Direction) -> Iterator[Valid]:
        """Values that the contract allows, each once, the most telling first."""
        asked = self._of(schema, direction)
        known: set[object] = set()
        for proposal in valid.proposals(asked.side.maker, asked.schema):
            key = _identity(proposal.value)
            if key not in known and asked.accepts(proposal):
                yield proposal
            known.add(key)

    def invalid(self, schema: Schema, direction: Direction) -> Iterator[Invalid]:
        """Values that break one keyword each, the most telling first."""
        asked = self._of(schema, direction)
        maker = asked.side.maker
        bases = (each.value for each in valid.bases(maker, asked.schema) if asked.accepts(each))
        known: set[object] = set()
        for proposal in proposals.proposals(maker, asked.schema, bases):
            found = judged(proposal, asked.validator)
            if found is not None and (key := _identity(found.value)) not in known:
                known.add(key)
                yield found

    def draw(self, schema: Schema, direction: Direction, key: str) -> Json:
        """One plausible value, the same for the same seed and key. Raises Unmakeable."""
        asked = self._of(schema, direction)
        plan = asked.side.drawings.of(asked.schema)
        dice = Dice(f"{self._seed}:{key}")
        if plan is not None:
            with suppress(Undrawn):
                for _ in range(_DRAWS):
                    value = plan(dice)
                    if asked.validator.is_valid(value):
                        return value
        for each in self.valid(schema, direction):
            return each.value
        raise Unmakeable(f"no value is found for {schema.get('$ref', 'a schema without a name')}")

    def carried(self, schema: Schema, direction: Direction, value: Json) -> Json:
        """The value without what its schema has in the other direction only."""
        asked = self._of(schema, direction)
        return carried(asked.side.maker, asked.schema, value)

    def _of(self, schema: Schema, direction: Direction) -> "_Asked":
        named = len(schema) == 1 and "$ref" in schema
        key = (schema["$ref"] if named else id(schema), direction)
        found = self._asked.get(key)
        if found is None:
            seen = self._validators.forms.seen(schema, direction)
            validator = self._validators.of(schema, direction)
            found = _Asked(schema, seen, validator, self._side(direction))
            self._asked[key] = found
        return found

    def _side(self, direction: Direction) -> "_Side":
        found = self._sides.get(direction)
        if found is None:
            forms = self._validators.forms
            authors = {
                form: ref.removeprefix(PREFIX) for ref, form in forms.keys[direction].items()
            }
            ways = Ways(forms.components, Hidden(self._api, direction, authors))
            maker = Maker(ways, Heights(ways), self._validators, build, escapes, self._seed)
            found = self._sides[direction] = _Side(maker, Drawings(maker))
        return found


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of all schemas in one direction."""

    maker: Maker
    drawings: Drawings


@dataclass(frozen=True, slots=True)
class _Asked:
    """A schema of which values were asked for."""

    author: Schema
    schema: Schema
    """The same as its direction has it."""
    validator: Validator
    side: _Side

    def accepts(self, proposal: Valid) -> bool:
        """Whether the contract allows the value. Raises Miscounted where it had to."""
        if self.validator.is_valid(proposal.value):
            return True
        if proposal.certain:
            raise Miscounted(f"{proposal.label} of {self.author} is {proposal.value!r}")
        return False


def _identity(value: Json) -> object:
    try:
        return dumps(value, option=OPT_SORT_KEYS)
    except JSONEncodeError:  # a number beyond 64 bits, or half of a surrogate pair
        return identity(value)
