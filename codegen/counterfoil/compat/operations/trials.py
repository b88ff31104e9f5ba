"""Has one version say something, and the other one judge it: the witnesses of what is no schema.

Both are judged by what examines providers, so that a witness is what a provider would refuse, or a
consumer would not understand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from counterfoil.compat.change import Party
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.outcome import Outcome, broken, worst
from counterfoil.compat.terms import Terms, Version
from counterfoil.engine.conform import Breach
from counterfoil.engine.wire.call import Call
from counterfoil.model import Api, Json, Operation, Reply, Request

Objects = Callable[[Breach], bool]
"""Whether a breach is the one that a change is said to cause."""
Replies = Callable[[Speaker, Operation], Iterator[Reply]]
"""The answers of one version that may show a change."""


@dataclass(frozen=True, slots=True)
class Trials:
    """Two versions of one contract that talk to each other."""

    baseline: Speaker
    candidate: Speaker
    terms: Terms

    @classmethod
    def between(cls, baseline: Api, candidate: Api, terms: Terms) -> "Trials":
        """The two versions, before anything is said."""
        return cls(Speaker(baseline, terms.seed), Speaker(candidate, terms.seed), terms)

    def speaker(self, version: Version) -> Speaker:
        """One of the two."""
        return self.baseline if version is Version.BASELINE else self.candidate

    def senders(self, party: Party) -> tuple[Version, ...]:
        """The versions in which a party sends, to somebody who is of the other version."""
        kept = self.terms.mode.kept_by
        return tuple(each.other for each in kept) if party is Party.PROVIDER else kept

    def settled(
        self, party: Party, breaks: Callable[[Version], bool], proof: Callable[[Version], Json]
    ) -> Outcome:
        """What follows where `party` sends: `breaks` says from which version it may do harm.

        `proof` makes the witness, and gives None where none can be made.
        """
        found = ((each, broken(proof(each))) for each in self.senders(party) if breaks(each))
        return worst(as_kept(party, each, outcome) for each, outcome in found)

    def known_to_one(
        self,
        party: Party,
        known_to: Version,
        sent: Callable[[], Outcome],
        missed: Callable[[], Outcome],
    ) -> Outcome:
        """What follows where `party` sends what one version alone knows.

        `sent`: what if that version sends it; `missed`: what if the other one does not.
        """
        return worst(
            as_kept(party, each, sent() if each is known_to else missed())
            for each in self.senders(party)
        )

    def asked(
        self, meeting: Meeting, sender: Version, made: Callable[[Call], Call], objects: Objects
    ) -> Json:
        """A request that keeps the sender's version and that the other one refuses for this reason."""
        says, hears = self.speaker(sender), self.speaker(sender.other)
        operation = meeting.of(sender)
        for call in says.calls(operation):
            request = says.request(operation, made(call))
            if request is None or says.objections(meeting, operation, request):
                continue
            taken = hears.objections(meeting, meeting.of(sender.other), request)
            found = next(filter(objects, taken), None)
            if found is not None:
                return says.witness(request, Reply(refusal_of(found)))
        return None

    def answered(
        self,
        meeting: Meeting,
        sender: Version,
        request: Request,
        replies: Replies,
        objects: Objects,
    ) -> Json:
        """An answer that keeps the sender's version and that the other one does not allow."""
        says, hears = self.speaker(sender), self.speaker(sender.other)
        operation, other = meeting.of(sender), meeting.of(sender.other)
        for reply in replies(says, operation):
            if not says.understands(operation, request, reply):
                continue
            if any(map(objects, hears.terms.reply(other, request, reply))):
                return says.witness(request, reply)
        return None

    def plain(self, version: Version, operation: Operation) -> Request:
        """A request of a version with no more than what is required."""
        says = self.speaker(version)
        for call in says.calls(operation):
            if (request := says.request(operation, call)) is not None:
                return request
        return Request(operation.method, operation.path)


_STATUSES = {
    "credentials-missing": 401,
    "path-unknown": 404,
    "method-unknown": 405,
    "request-media-type-undocumented": 415,
}


def as_it_is(call: Call) -> Call:
    """A call that says no more than it has to."""
    return call


def refusal_of(breach: Breach) -> int:
    """The status that a provider refuses with (RFC 9110, section 15.5)."""
    return _STATUSES.get(breach.rule, 400)


def as_kept(party: Party, sender: Version, outcome: Outcome) -> Outcome:
    """An outcome, with the version that one side keeps to where a party sends from a version."""
    return replace(outcome, kept=sender.other if party is Party.PROVIDER else sender)
