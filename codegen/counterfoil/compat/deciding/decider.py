"""Decides whether what one party sends is taken by the other one."""

from dataclasses import dataclass, field

from counterfoil.compat.change import Party
from counterfoil.compat.deciding.canonical import covers
from counterfoil.compat.deciding.decision import Decision
from counterfoil.compat.deciding.doubting import doubt, unread
from counterfoil.compat.deciding.eased import eased
from counterfoil.compat.deciding.formulas import Role
from counterfoil.compat.deciding.opening import Opening
from counterfoil.compat.deciding.proving import Prover
from counterfoil.compat.deciding.relaxing import Relaxed
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import ALL_POLICIES, Policy, Terms
from counterfoil.compat.witnesses import MISSING, search
from counterfoil.model import Schema, Verdict


@dataclass(frozen=True, slots=True)
class Decider:
    """Decides pairs of a pool's schemas, each once."""

    pool: Pool
    terms: Terms
    _known: dict[tuple[bytes, bytes, Party], Decision] = field(default_factory=dict)
    _proofs: dict[tuple[bytes, bytes, Party], Decision | None] = field(default_factory=dict)
    _provers: dict[Relaxed, Prover] = field(default_factory=dict)

    def decide(self, sent: Schema, taken: Schema, sender: Party) -> Decision:
        """What is known of a pair: a proof that all is taken, a witness that it is not, or neither."""
        key = (self.pool.colour(sent), self.pool.colour(taken), sender)
        if key not in self._known:
            self._known[key] = self._decided(sent, taken, sender)
        return self._known[key]

    def proof(self, sent: Schema, taken: Schema, sender: Party) -> Decision | None:
        """The proof that all that is sent is taken; None where there is none. Looks for no witness."""
        key = (self.pool.colour(sent), self.pool.colour(taken), sender)
        if key not in self._proofs:
            self._proofs[key] = self._proved(sent, taken, sender)
        return self._proofs[key]

    def witness(self, sent: Schema, taken: Schema, sender: Party) -> Decision | None:
        """The break that a value proves; None where none was found. Looks for no proof."""
        if unread(self.pool, sent):
            return None
        # A witness under more relaxations is one under fewer, and may lie nearer at hand.
        for policies in dict.fromkeys((self.terms.policies, ALL_POLICIES)):
            pair = eased(self.pool, sent, taken, Relaxed(sender, policies))
            found = search(pair.pool, pair.sent, pair.taken, self.terms.caps, self.terms.seed)
            if found is not MISSING:
                return Decision(Verdict.PROVED_BREAK, found, why="a value is sent and not taken")
        return None

    def _decided(self, sent: Schema, taken: Schema, sender: Party) -> Decision:
        known = self.proof(sent, taken, sender) or self.witness(sent, taken, sender)
        if known is not None:
            return known
        if covers(self.pool.components, sent, taken):
            return Decision(Verdict.PROVED_SAFE, why="every value that is sent is taken")
        return Decision(Verdict.UNKNOWN, why=doubt(self.pool, sent, taken))

    def _proved(self, sent: Schema, taken: Schema, sender: Party) -> Decision | None:
        if self.pool.same(sent, taken):
            return Decision(Verdict.PROVED_SAFE, why="both say the same")
        strict = Relaxed(sender)
        if self._proves(sent, taken, strict):
            return Decision(Verdict.PROVED_SAFE, why="every value that is sent is taken")
        granted = Relaxed(sender, self.terms.policies)
        if granted.policies and self._proves(sent, taken, granted):
            return self._safe_with(sent, taken, granted)
        return None

    def _proves(self, sent: Schema, taken: Schema, relaxed: Relaxed) -> bool:
        if relaxed not in self._provers:
            self._provers[relaxed] = Prover(Opening(self.pool, relaxed), self.terms.caps)
        prover = self._provers[relaxed]
        return prover.proves(
            prover.opening.said(sent, Role.SENT), prover.opening.said(taken, Role.TAKEN)
        )

    def _safe_with(self, sent: Schema, taken: Schema, granted: Relaxed) -> Decision:
        """Names the policies that the proof cannot do without."""
        needed = granted
        for policy in Policy:
            fewer = Relaxed(needed.sender, needed.policies - {policy})
            if policy in needed.policies and self._proves(sent, taken, fewer):
                needed = fewer
        names = tuple(policy for policy in Policy if policy in needed.policies)
        why = f"every value that is sent is taken, given {' and '.join(names)}"
        return Decision(Verdict.PROVED_SAFE, policies=names, why=why)
