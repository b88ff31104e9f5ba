"""A service that is asked little when all is well, and what it is like while dependencies fail."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load_named
from counterfoil.engine.services import Service
from counterfoil.model import Bundle, Finding
from counterfoil.verify.asking.examples import ask_examples
from counterfoil.verify.examine import Examined
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.provided import Verified, verify_service
from counterfoil.verify.resilience.faults import Fault
from counterfoil.verify.running.environment import Home
from counterfoil.verify.settings import Send, Settings


def while_failing(root: Path, service: Service, faults: Sequence[Fault]) -> Verified:
    """What a service of a monorepo is like while some faults befall what it relies on."""
    loaded = load_named(load_config(root), (*service.provides, *service.consumes))
    contracts = {each.contract.id: each for each in loaded.bundles}
    home = Home(root, root / "generated")
    return verify_service(service, contracts, home, Settings(), _silently, _lightly, faults)


def findings_of(found: Verified) -> list[Finding]:
    """Everything that was found of its contracts."""
    return [each for contract in found.examined.values() for each in contract.findings]


@contextmanager
def _silently(name: str, doing: str) -> Iterator[None]:
    yield


def _lightly(bundle: Bundle, send: Send, settings: Settings) -> Examined:
    """Asks no more than what each operation accepts."""
    inquiry = Inquiry(bundle, send, settings)
    ask_examples(inquiry)
    return Examined(facts={"requests": 1}, inquiry=inquiry)
