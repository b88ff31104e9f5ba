"""What the policies change of what is sent and of what is taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.compat.change import Party
from counterfoil.compat.deciding.formulas import Role
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Policy
from counterfoil.model import Schema

_PROVIDER_TAKES = frozenset({Party.CONSUMER})


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The policies in force for what one party sends."""

    sender: Party
    policies: frozenset[Policy] = frozenset()

    def reads_on(self, role: Role) -> bool:
        """Whether who takes an object ignores properties that it does not know."""
        return self._by_a_consumer(Policy.TOLERANT_READER, role)

    def enums(self, role: Role) -> bool:
        """Whether who takes an extensible enum takes what is not among its members."""
        return self._by_a_consumer(Policy.EXTENSIBLE_ENUMS, role)

    def fills(self, pool: Pool, schema: Schema, name: str, role: Role) -> bool:
        """Whether who takes an object fills in a required property that is missing."""
        return (
            role is Role.TAKEN
            and Policy.REQUIRED_WITH_DEFAULT in self.policies
            and self.sender in _PROVIDER_TAKES
            and any("default" in each for each in _property(pool, schema, name, frozenset()))
        )

    @property
    def closes(self) -> bool:
        """Whether objects are sent with nothing but declared properties."""
        return Policy.CLOSED_WRITER in self.policies

    @property
    def lattice(self) -> bool:
        """Whether formats stand for sets of values."""
        return Policy.FORMAT_LATTICE in self.policies

    def _by_a_consumer(self, policy: Policy, role: Role) -> bool:
        return role is Role.TAKEN and policy in self.policies and self.sender not in _PROVIDER_TAKES


def _property(pool: Pool, schema: Schema, name: str, within: frozenset[int]) -> Iterator[Schema]:
    """The schemas of a property, here and in all that is included."""
    if id(schema) in within:
        return
    within |= {id(schema)}
    yield from _named(pool, schema.get("properties", {}).get(name), within)
    target = pool.target(schema)
    for part in (*schema.get("allOf", ()), *((target.schema,) if target else ())):
        yield from _property(pool, part, name, within)


def _named(pool: Pool, schema: Schema | None, within: frozenset[int]) -> Iterator[Schema]:
    while schema is not None and id(schema) not in within:
        yield schema
        within |= {id(schema)}
        target = pool.target(schema)
        schema = target.schema if target else None
