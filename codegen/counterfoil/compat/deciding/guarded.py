"""Decides pairs of schemas within the caps of time and memory, whatever is in them."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, TypeAlias

from counterfoil.compat.change import Party
from counterfoil.compat.deciding.bounded import Bounded, Exceeded
from counterfoil.compat.deciding.decider import Decider
from counterfoil.compat.deciding.decision import Decision
from counterfoil.compat.deciding.effort import is_small
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Terms
from counterfoil.model import Schema, Verdict

Question: TypeAlias = Literal["proof", "decide", "search"]
Pair: TypeAlias = tuple[bytes, bytes, Party]

_LEAST = 50
"""The smallest part of the time that is left for each pair, after many that took too long."""


@dataclass(slots=True)
class Guarded:
    """Answers as its decider does: small pairs at once, others from a process that can be ended.

    What takes too long is not asked again. Each time the next may take half as long: what is hard is
    part of much around it, and a comparison has an end.
    """

    pool: Pool
    terms: Terms
    _decider: Decider = field(init=False)
    _bounded: Bounded[[Question, Schema, Schema, Party], Decision | None] = field(init=False)
    _exceeded: dict[Pair, str] = field(default_factory=dict)
    _found: dict[Pair, Decision | Exceeded | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._decider = Decider(self.pool, self.terms)
        self._bounded = Bounded(partial(_answer, self._decider), self.terms.caps)

    def decide(self, sent: Schema, taken: Schema, sender: Party) -> Decision:
        """What is known of a pair: a proof that all is taken, a witness that it is not, or neither."""
        if self._is_easy(sent, taken):
            return self._decider.decide(sent, taken, sender)
        found = self._asked("decide", sent, taken, sender)
        if isinstance(found, Exceeded):
            found = self._searched(sent, taken, sender)
        if isinstance(found, Decision):
            return found
        why = f"it was not decided: {self._exceeded[self._pair(sent, taken, sender)]}"
        return Decision(Verdict.UNKNOWN, why=why)

    def proof(self, sent: Schema, taken: Schema, sender: Party) -> Decision | None:
        """The proof that all that is sent is taken; None where there is none. Looks for no witness."""
        if self._is_easy(sent, taken):
            return self._decider.proof(sent, taken, sender)
        found = self._asked("proof", sent, taken, sender)
        return None if isinstance(found, Exceeded) else found

    def close(self) -> None:
        """Ends the process that was started, if any; another question would start one again."""
        self._bounded.close()

    def _searched(self, sent: Schema, taken: Schema, sender: Party) -> Decision | Exceeded | None:
        """A witness all the same: it may be near at hand where a proof does not end."""
        pair = self._pair(sent, taken, sender)
        if pair not in self._found:
            self._found[pair] = self._asked_now("search", sent, taken, sender)
        return self._found[pair]

    def _is_easy(self, sent: Schema, taken: Schema) -> bool:
        return self.pool.same(sent, taken) or is_small(self.pool, sent, taken)

    def _pair(self, sent: Schema, taken: Schema, sender: Party) -> Pair:
        return self.pool.colour(sent), self.pool.colour(taken), sender

    def _asked(
        self, question: Question, sent: Schema, taken: Schema, sender: Party
    ) -> Decision | Exceeded | None:
        pair = self._pair(sent, taken, sender)
        if pair in self._exceeded:
            return Exceeded(self._exceeded[pair])
        found = self._asked_now(question, sent, taken, sender)
        if isinstance(found, Exceeded):
            self._exceeded[pair] = found.why
        return found

    def _asked_now(
        self, question: Question, sent: Schema, taken: Schema, sender: Party
    ) -> Decision | Exceeded | None:
        found = self._bounded(question, sent, taken, sender)
        if isinstance(found, Exceeded):
            caps = self._bounded.caps
            least = self.terms.caps.seconds / _LEAST
            self._bounded.caps = replace(caps, seconds=max(least, caps.seconds / 2))
        return found


def _answer(
    decider: Decider, question: Question, sent: Schema, taken: Schema, sender: Party
) -> Decision | None:
    match question:
        case "proof":
            return decider.proof(sent, taken, sender)
        case "decide":
            return decider.decide(sent, taken, sender)
        case "search":
            return decider.witness(sent, taken, sender)
