"""What values of a pool are made of, and what judges them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from counterfoil.compat.pool import Pool
from counterfoil.engine.forms import Forms
from counterfoil.engine.validators import Validator, Validators
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.heights import Heights
from counterfoil.engine.values.hidden import Hidden
from counterfoil.engine.values.inside import build
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.ways import Ways
from counterfoil.model import Json, Schema


@dataclass(frozen=True, slots=True)
class Material:
    """Makes and judges values of a pool's schemas, each read once, when it is first asked for."""

    pool: Pool
    maker: Maker
    validators: Validators
    _named: dict[str, Validator] = field(default_factory=dict)
    _inline: dict[int, tuple[Schema, Validator]] = field(default_factory=dict)

    def judge(self, schema: Schema) -> Validator:
        """The validator of a schema of the pool."""
        if len(schema) == 1 and "$ref" in schema:
            name = str(schema["$ref"])
            if name not in self._named:
                self._named[name] = self.validators.formed(schema)
            return self._named[name]
        if id(schema) not in self._inline:
            # The schema is kept along, so that its id stays its own.
            self._inline[id(schema)] = schema, self.validators.formed(schema)
        return self._inline[id(schema)][1]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two schemas of which one sends what the other one does not take."""

    sent: Validator
    taken: Validator

    def __call__(self, value: Json) -> bool:
        """Whether the value is a witness."""
        return self.sent.is_valid(value) and not self.taken.is_valid(value)

    def complaints(self, value: Json) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The place and the keyword of all that is not taken of a value."""
        for each in self.taken.iter_errors(value):
            yield tuple(each.instance_path), each.kind.name


def material_of(pool: Pool, seed: int = 0) -> Material:
    """The material of a pool, which is kept for as long as few others are asked for."""
    for known, known_seed, material in _RECENT:
        if known is pool and known_seed == seed:
            return material
    material = made_of(pool, seed)
    _RECENT.append((pool, seed, material))
    return material


_RECENT: deque[tuple[Pool, int, Material]] = deque(maxlen=4)
"""A comparison has a pool for each direction; a transitive one goes from version to version."""


def made_of(pool: Pool, seed: int = 0) -> Material:
    """The material of a pool, made anew."""
    api = replace(pool.baseline, components=pool.components, operations=(), webhooks=(), root=None)
    validators = Validators(api)
    # The pool holds one form of each schema already; to split them again would cost a second.
    validators.forms = Forms(pool.components, {pool.direction: {}})
    ways = Ways(pool.components, Hidden(api, pool.direction, {}))
    maker = Maker(ways, Heights(ways), validators, build, escapes, seed)
    return Material(pool, maker, validators)
