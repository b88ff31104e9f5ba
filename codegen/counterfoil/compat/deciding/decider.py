"""Decides whether what one party sends is taken by the other one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orjson import OPT_SORT_KEYS, dumps

from counterfoil.compat.change import Party
from counterfoil.compat.deciding.canonical import covers
from counterfoil.compat.deciding.decision import Decision
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Terms
from counterfoil.compat.witnesses import MISSING, search
from counterfoil.model import Schema, Verdict


@dataclass(frozen=True, slots=True)
class Decider:
    """Decides pairs of a pool's schemas, each once."""

    pool: Pool
    terms: Terms
    _known: dict[tuple[bytes, bytes, Party], Decision] = field(default_factory=dict)

    def decide(self, sent: Schema, taken: Schema, sender: Party) -> Decision:
        """What is known of a pair: a proof that all is taken, a witness that it is not, or neither."""
        key = (_told(sent), _told(taken), sender)
        if key not in self._known:
            self._known[key] = self._decided(sent, taken, sender)
        return self._known[key]

    def _decided(self, sent: Schema, taken: Schema, sender: Party) -> Decision:
        if self.pool.same(sent, taken):
            return Decision(Verdict.PROVED_SAFE, why="both say the same")
        if covers(self.pool.components, sent, taken):
            return Decision(Verdict.PROVED_SAFE, why="all that is sent is taken")
        found = search(self.pool, sent, taken, self.terms.caps, self.terms.seed)
        if found is not MISSING:
            return Decision(Verdict.PROVED_BREAK, found)
        return Decision(Verdict.UNKNOWN, why="no value was found that is sent and not taken")


def _told(schema: Mapping[str, object]) -> bytes:
    return dumps(schema, option=OPT_SORT_KEYS)
