"""A provider that is no stub, as a generated suite holds it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from counterfoil.model import Given, Json
from counterfoil.runtime.suites import Received
from counterfoil.targets.during import During
from counterfoil.verify.running.states import States
from counterfoil.verify.settings import StateRefused


@dataclass(slots=True, repr=False)
class Elsewhere:
    """Something that answers at a URL."""

    url: str
    credentials: Mapping[str, str]
    states: States | None
    """None: nobody sets them."""
    during: During
    """The test of the moment, for which states hold."""
    values: dict[str, Json] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<provider at {self.url}>"

    @property
    def is_stub(self) -> bool:
        return False

    def secret(self, scheme: str) -> str:
        if scheme not in self.credentials:
            pytest.fail(
                f"there is no credential for {scheme}: --counterfoil-credential {scheme}=…",
                pytrace=False,
            )
        return self.credentials[scheme]

    def login(self, scheme: str) -> tuple[str, str]:
        user, _, password = self.secret(scheme).partition(":")
        return user, password

    def given(self, state: str, /, **params: Json) -> Mapping[str, Json]:
        if self.states is None:
            pytest.skip(f"nothing brings {self.url} into the state that {state!r} names")
        try:
            holding = self.states.holding([Given(state, params)])
            self.values |= self.during.stack.enter_context(holding)
            self.during.stack.callback(self.values.clear)
        except StateRefused as refusal:
            raise pytest.fail.Exception(
                f"{self.url} is not brought into the state {state!r}: {refusal}", pytrace=False
            ) from None
        return self.values

    def answers(
        self,
        operation: str,
        status: int,
        having: Iterable[str] = (),
        headers: Iterable[str] = (),
    ) -> None:
        """Nothing: it answers as it does."""

    def fault(self, operation: str, fault: str) -> None:
        pytest.skip("only a stub has faults")

    def received(self, operation: str) -> Sequence[Received]:
        pytest.skip("only a stub tells what it has received")
