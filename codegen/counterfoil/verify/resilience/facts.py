"""What was tried on a provider while its dependencies failed, in counts and sentences."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.model import Bundle, Json
from counterfoil.verify.judging.facts import listed
from counterfoil.verify.resilience.bounds import RECOVERY
from counterfoil.verify.resilience.ordeal import Ordeal
from counterfoil.verify.resilience.probes import Probe


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and how far that went."""

    name: str
    """Of the service."""
    ordeal: Ordeal
    relying: Sequence[Probe]
    """Operations that rely on a dependency."""
    contracts: Mapping[str, Bundle]
    unsteady: Sequence[str] = ()
    """Operations whose requests are not accepted each time when all is well."""
    unable: str = ""
    """Why no second process could be started."""

    def facts(self) -> dict[str, Json]:
        """The counts. A fault counts once for each dependency that it befell."""
        return {
            "faults": len(self.ordeal.struck),
            "trials": self.ordeal.trials,
            "operations": len(self.relying),
            "requests": self.ordeal.requests,
            "dependencies": self._failed(),
        }

    def proved(self) -> tuple[str, ...]:
        """What is proved where nothing was found."""
        failed = self._failed()
        if not failed:
            return ()
        verb = "fails" if len(failed) == 1 else "fail"
        counted = ", ".join(
            (
                _counted(len(self.ordeal.struck), "fault"),
                _counted(len(self.relying), "operation"),
                _counted(self.ordeal.requests, "request"),
            )
        )
        titles = " and ".join(map(self._title, failed))
        return (f"{self.name} keeps its contracts while {titles} {verb}: {counted}",)

    def not_covered(self, neighbours: Collection[str]) -> Iterator[str]:
        """What was not tried, and why."""
        called = {contract for each in self.relying for contract in each.calls}
        silent = [self._title(each) for each in neighbours if each not in called]
        if self.unable:
            yield f"{self.name}: {self.unable}"
        if self.unsteady and called:
            names = listed(self.unsteady)
            yield f"{self.name}: {names} was not accepted twice, and not asked while others fail"
        if silent:
            yield f"{self.name}: no accepted request leads to {listed(silent)}"
        if self.ordeal.bench.bystander is None and self.relying:
            yield f"{self.name}: no operation without dependencies can tell whether others are held up"
        if self.ordeal.lost:
            names = listed([each.title for each in self.ordeal.lost])
            yield f"{self.name}: {names} did not recover within {RECOVERY:g} s, and was asked no more"
        if self.ordeal.left:
            yield f"{self.name}: {self.ordeal.left} faults of dependencies did not fit"

    def _failed(self) -> list[str]:
        return sorted({contract for contract, _ in self.ordeal.struck})

    def _title(self, contract: str) -> str:
        return self.contracts[contract].contract.title


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
