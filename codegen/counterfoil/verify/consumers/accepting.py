"""What once held of consumers' expectations: known before an examination, and written down after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counterfoil.engine.expectations.paths import is_expectations
from counterfoil.engine.expectations.verified import (
    Known,
    Lock,
    accepted,
    path_of,
    read_lock,
    write_lock,
)
from counterfoil.engine.words import plural
from counterfoil.model import At, Bundle, Finding

if TYPE_CHECKING:
    from counterfoil.verify.examine import Examined
    from counterfoil.verify.provided import Look
    from counterfoil.verify.settings import Send, Settings


@dataclass(frozen=True, slots=True)
class Accepting:
    """The locks of some contracts, as they are on disk."""

    root: Path
    bundles: Mapping[str, Bundle]
    known: Mapping[str, Known]

    def look(self, look: "Look") -> "Look":
        """An examination that knows what has held before."""

        def knowing(bundle: Bundle, send: "Send", settings: "Settings") -> "Examined":
            known = self.known[bundle.contract.id]
            return look(bundle, send, replace(settings, verified=known.lock))

        return knowing

    def broken(self) -> Iterator[Finding]:
        """What is wrong with the files, and with those that say what is expected."""
        for name, each in self.known.items():
            yield from each.findings
            found = self.bundles[name].findings
            yield from (finding for finding in found if is_expectations(finding.at.path))

    def differing(self, examined: Mapping[str, "Examined"], command: str) -> Iterator[Finding]:
        """Where the locks do not say what holds now, or say it of what nobody expects any more."""
        for contract, held in self._readable(examined):
            bundle, lock = self.bundles[contract], self.known[contract].lock
            kept = accepted(lock, bundle.expectations, {})
            at = At(path_of(bundle.contract, self.root).relative_to(self.root).as_posix())
            fix = f"Run `{command} --accept`, and commit {at.path}."
            more = accepted(lock, bundle.expectations, held)
            new = {name: count for name in more if (count := _more(more, kept, name))}
            if new:
                who = " and ".join(
                    f"{plural(count, 'expectation')} of {name}" for name, count in new.items()
                )
                yield Finding(
                    rule="expectation-not-accepted",
                    message=f"{bundle.contract.title}: {who} can be relied on from now on, and"
                    " verified.lock does not say so: until then to break it fails nobody's build",
                    at=at,
                    subject=contract,
                    fix=fix,
                    consumers=tuple(new),
                )
            gone = {name: count for name in lock if (count := _more(lock, kept, name))}
            for name, count in gone.items():
                yield Finding(
                    rule="expectation-lock-stale",
                    message=f"{bundle.contract.title}: verified.lock says of"
                    f" {plural(count, 'expectation')} of {name} what nobody expects any more",
                    at=at,
                    subject=f"{contract} {name}",
                    fix=fix,
                    consumers=(name,),
                )

    def accept(self, examined: Mapping[str, "Examined"]) -> Iterator[str]:
        """Writes down what holds; what was written, in sentences. Raises CannotRun."""
        for contract, held in self._readable(examined):
            bundle = self.bundles[contract]
            # Another provider of the contract may have written something meanwhile.
            known = read_lock(bundle.contract, self.root)
            lock = accepted(known.lock, bundle.expectations, held)
            if not known.findings and write_lock(bundle.contract, self.root, lock):
                path = path_of(bundle.contract, self.root).relative_to(self.root).as_posix()
                count = sum(map(len, lock.values()))
                yield f"{path} is written: {plural(count, 'expectation')} must hold from now on"

    def _readable(self, examined: Mapping[str, "Examined"]) -> Iterator[tuple[str, Lock]]:
        """The contracts whose lock may be compared with what was seen to hold, and be replaced."""
        for contract, each in examined.items():
            bundle = self.bundles[contract]
            if not self.known[contract].findings and (
                bundle.expectations or self.known[contract].lock
            ):
                yield contract, each.held


def accepting(root: Path, bundles: Mapping[str, Bundle]) -> Accepting:
    """What has held so far of some contracts."""
    return Accepting(
        root, bundles, {name: read_lock(each.contract, root) for name, each in bundles.items()}
    )


def _more(lock: Lock, other: Lock, consumer: str) -> int:
    """How many interactions of a consumer one lock says something of that the other does not."""
    known = other.get(consumer, {})
    return sum(
        description not in known
        or held.request != known[description].request
        or not held.items <= known[description].items
        for description, held in lock[consumer].items()
    )
