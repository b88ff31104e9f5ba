"""How much of a monorepo a run looks at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from counterfoil.engine.owners import Owners
from counterfoil.engine.report import JOURNEYS, SERVICES
from counterfoil.engine.shards import CONTRACTS, named
from counterfoil.model import Json

Names = frozenset[str] | None
"""Names of what is looked at; None where that is everything of its kind."""
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at, and what a report says of the rest."""

    contracts: Names = None
    """Judged by rules, compared, and compiled."""
    written: Names = None
    """Journeys that are judged as they are written."""
    called: frozenset[str] = _NOTHING
    """The contracts that these need beside `contracts`."""
    idle: Names = None
    """Providers of which it is said that nobody can start them."""
    services: Names = None
    """Examined, where they can be."""
    journeys: Names = None
    """Run."""
    owners: Owners | None = None
    """Whose the generated files are, where not all contracts are looked at."""
    missing: tuple[str, ...] = ()
    """What is not looked at, in sentences."""
    facts: Mapping[str, Json] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything is looked at."""
        return all(
            each is None
            for each in (self.contracts, self.written, self.idle, self.services, self.journeys)
        )

    def shard(self, parts: Collection[str]) -> "Scope":
        """What of it falls to some parts."""
        falling = replace(self, services=named(parts, SERVICES), journeys=named(parts, JOURNEYS))
        if CONTRACTS in parts:
            return falling
        return replace(
            falling,
            contracts=_NOTHING,
            written=_NOTHING,
            called=_NOTHING,
            idle=_NOTHING,
            missing=(),
        )


WHOLE = Scope()


def among(names: Names, known: Collection[str]) -> frozenset[str]:
    """Those of what there is that are looked at."""
    return frozenset(known) if names is None else names & frozenset(known)
