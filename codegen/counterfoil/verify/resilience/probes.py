"""One operation of a provider, asked again and again: each time as if for the first time."""

from dataclasses import dataclass, field
from functools import cached_property

from counterfoil.model import Operation, Reply, Request
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.learning import create, current
from counterfoil.verify.asking.order import resource_at
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.judging.verdicts import judged_by
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.resilience.neighbours import Arrival

SAFE = ("GET", "HEAD", "OPTIONS", "QUERY")


@dataclass(eq=False)
class Probe:
    """An operation whose requests are accepted, where it is served, and what it calls when all is well."""

    inquiry: Inquiry
    operation: Operation
    root: str
    """The URL of the provider, without the path of the contract."""
    deadline: float
    calls: dict[str, tuple[Arrival, ...]] = field(default_factory=dict)
    """Contract → the requests that one of ours leads to."""
    seconds: float = 0.0
    """How long the answer takes when all is well."""

    @property
    def title(self) -> str:
        """`orders v2 POST /orders`."""
        return f"{self.inquiry.api.contract.title} {self.operation.title}"

    @cached_property
    def _base(self) -> Draft | None:
        return self.inquiry.ground.base(self.operation)

    def prepared(self) -> Request | None:
        """A request that is accepted when all is well: about something new, under keys of its own.

        What it is about is created first, which takes requests of its own.
        """
        inquiry, base = self.inquiry, self._base
        if base is None:
            return None
        draft = current(inquiry, base, Phase.RESILIENCE)
        wanted = resource_at(self.operation, inquiry.resources)
        if wanted is not None and "{" in self.operation.path:
            # What is there already may be gone: others delete, and cancel.
            live = self._new(wanted.item)
            draft = pointed(draft, live) if live is not None else draft
        return inquiry.written(draft)

    def _new(self, item: str) -> Live | None:
        ground = self.inquiry.ground
        known = frozenset(ground.unique)
        live = create(self.inquiry, item, Phase.RESILIENCE)
        # Where a dependency is down, a refusal tells nothing about names that are taken.
        ground.unique.intersection_update(known)
        return live

    def calls_of(self, contract: str, operation: str = "") -> tuple[Arrival, ...]:
        """What one request leads to at a dependency when all is well."""
        return tuple(
            each for each in self.calls.get(contract, ()) if operation in ("", each.operation)
        )

    def is_accepted(self, reply: object) -> bool:
        """Whether a reply is the one that the operation is there for."""
        return isinstance(reply, Reply) and 200 <= reply.status < 300

    def breaches(self, request: Request, reply: Reply) -> list[tuple[str, str]]:
        """What the contract does not say of a reply: rule and sentence."""
        found = judged_by(self.inquiry.terms, self.operation, request, reply, Phase.RESILIENCE)
        return [(each.rule, each.message) for each in found]
