"""What was seen to be wrong, once for each time that it was seen."""

from dataclasses import dataclass, field

from counterfoil.engine.conform import Breach
from counterfoil.model import Operation, Reply
from counterfoil.verify.judging.cases import Case
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.wire.lost import Lost


@dataclass(frozen=True, slots=True)
class Tried:
    """What sets a request apart from a plain one."""

    key: str = ""
    """Where the contract describes it; `MANY` for several things at once, empty for nothing at all."""
    words: str = ""


MANY = "*"
PLAINLY = Tried()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One reply that was not as expected, and the case that shows it again."""

    breach: Breach
    operation: Operation
    case: Case
    reply: Reply | Lost
    draft: Draft | None = None
    """What can be shrunk; None where the request is no operation's."""
    tried: Tried = PLAINLY
    others: tuple[Operation, ...] = field(default=())
    """Operations that the fault reaches beside the one that is judged."""

    @property
    def rule(self) -> str:
        """The rule that is broken."""
        return self.breach.rule
