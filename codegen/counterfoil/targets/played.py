"""A stub, as a generated suite holds it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.model import Bundle, Json, values_of
from counterfoil.stub import Answer, PlayedContract, Seen
from counterfoil.targets.answers import Arranged, arranged

SECRET = "counterfoil"  # noqa: S105 - a stub takes any


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the stub has received."""

    seen: Seen

    @property
    def method(self) -> str:
        return self.seen.method

    @property
    def target(self) -> str:
        return self.seen.target

    def header(self, name: str) -> str:
        return next(iter(values_of(self.seen.headers, name)), "")


@dataclass(frozen=True, slots=True, repr=False)
class Played:
    """A contract that is played."""

    stub: PlayedContract
    bundle: Bundle
    answered: dict[Arranged, Answer] = field(default_factory=dict)
    """What was drawn already."""

    @property
    def url(self) -> str:
        return self.stub.url

    def __repr__(self) -> str:
        return f"<stub of {self.stub.contract} at {self.url}>"

    @property
    def is_stub(self) -> bool:
        return True

    def secret(self, scheme: str) -> str:
        return SECRET

    def login(self, scheme: str) -> tuple[str, str]:
        return SECRET, SECRET

    def given(self, state: str, /, **params: Json) -> Mapping[str, Json]:
        return {}

    def answers(
        self,
        operation: str,
        status: int,
        having: Iterable[str] = (),
        headers: Iterable[str] = (),
    ) -> None:
        wanted = Arranged(operation, status, tuple(having), tuple(headers))
        if wanted not in self.answered:
            self.answered[wanted] = arranged(self.bundle.api, wanted)
        self.stub.respond(operation, self.answered[wanted])

    def fault(self, operation: str, fault: str) -> None:
        self.stub.fault(f"{operation}: {fault}")

    def received(self, operation: str) -> Sequence[Asked]:
        return [Asked(each) for each in self.stub.received(operation)]
