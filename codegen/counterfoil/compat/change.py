"""What two versions of a contract differ in, and what is known of each difference."""

from dataclasses import dataclass
from enum import StrEnum

from counterfoil.compat.terms import Policy, Version
from counterfoil.model import Direction, Json, Operation, Place, Schema, Severity, Verdict


class Party(StrEnum):
    """Who sends what a schema describes."""

    CONSUMER = "consumer"
    """Requests; and the answers to callbacks and webhooks."""
    PROVIDER = "provider"
    """Answers; and the requests of callbacks and webhooks."""
    WRITER = "writer"
    """Messages. Whoever reads them may be older or newer."""

    @property
    def prefix(self) -> str:
        """What the rules of changes begin with in what this party sends."""
        return {"consumer": "request", "provider": "response", "writer": "message"}[self.value]


@dataclass(frozen=True, slots=True)
class Carrier:
    """One schema that a request, an answer or a message is made of, in both versions."""

    title: str
    """Of the operation as findings name it: `orders v2 POST /orders`; of a message: `order-placed v1`."""
    what: str
    """`the body (application/json)`, `query parameter `limit``, `answer 200 (application/json)`."""
    sender: Party
    form: Direction
    """Which of `readOnly` and `writeOnly` is left out of it."""
    baseline: Schema
    candidate: Schema
    baseline_place: Place
    candidate_place: Place
    baseline_operation: Operation | None = None
    candidate_operation: Operation | None = None
    status: str = ""
    """Of the answer, as the contract has it: `200`, `4XX`, `default`."""
    name: str = ""
    """Of the parameter or header."""
    media_type: str = ""
    items: bool = False
    """Whether it is the schema of each item of a stream."""
    idle: str = ""
    """Why nobody can send it; empty where somebody can."""


class Kind(StrEnum):
    """The headings of a changelog (Keep a Changelog 1.1.0)."""

    ADDED = "Added"
    CHANGED = "Changed"
    DEPRECATED = "Deprecated"
    REMOVED = "Removed"
    FIXED = "Fixed"
    SECURITY = "Security"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, once, with everything that it reaches.

    `rule` is the id of its rule; `subject` keeps changes apart that share rule and place.
    """

    rule: str
    message: str
    """Names the party, the place, what was and what is."""
    kind: Kind
    near: Place
    """In the candidate: what changed, or the nearest that survives of what was removed."""
    baseline: Place | None = None
    """Where it stood before; None for what is new."""
    before: Json = None
    after: Json = None
    verdict: Verdict = Verdict.PROVED_SAFE
    severity: Severity | None = None
    """Where it is not the rule's own, or not the one that the verdict means."""
    witness: Json = None
    """A value, or an exchange, that one version accepts and the other one rejects."""
    policies: tuple[Policy, ...] = ()
    """The relaxations without which it would break somebody."""
    why: str = ""
    """What the verdict rests on; where it is unknown, what could not be decided."""
    subject: str = ""
    pattern: str = ""
    """As expectations name it, where the change is inside a value: `/items/*/price`."""
    operations: tuple[str, ...] = ()
    """Titles of all that it reaches."""
    carriers: tuple[Carrier, ...] = ()
    heard: bool = False
    """Whether what consumers say that they rely on was asked whom it breaks."""
    consumers: tuple[str, ...] = ()
    """Those that it breaks, as far as they say on what they rely."""
    spared: tuple[str, ...] = ()
    """Those that use what it reaches, and do not break."""
    idle: str = ""
    """Why it changes nothing that can be sent: nothing but what is written has changed."""
    kept: Version = Version.BASELINE
    """The version that one side keeps to, where it breaks somebody; the other side is of the other one."""
    fix: str = ""
