"""Examines every contract that a provider keeps, one after the other."""

import importlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from counterfoil.engine.services import Service
from counterfoil.model import Bundle, CannotRun, Finding, Json, Kind
from counterfoil.verify.credentials import headers_beside, secrets_of
from counterfoil.verify.judging.whole import died, needs_states, refused
from counterfoil.verify.resilience.faults import EVERY, Fault
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.equipped import filled_table, states_of
from counterfoil.verify.running.family import told_to_stop
from counterfoil.verify.running.provider import Running, running
from counterfoil.verify.running.states import States
from counterfoil.verify.settings import Send, Settings, StateRefused
from counterfoil.verify.wire.line import STANDARD, Limits, Line, Lost
from counterfoil.verify.wire.origins import origin_of

if TYPE_CHECKING:
    from counterfoil.verify.examine import Examined
    from counterfoil.verify.resilience.endurance import Endured

Look: TypeAlias = Callable[[Bundle, Send, Settings], "Examined"]
"""Asks a provider about one contract."""


def everything(bundle: Bundle, send: Send, settings: Settings) -> "Examined":
    """Asks everything that the contract gives reason to ask."""
    from counterfoil.verify.examine import examine

    return examine(bundle, send, settings)


def _get_ready() -> None:
    """Takes what `everything` needs into memory."""
    importlib.import_module("counterfoil.verify.examine")


class Steps(Protocol):
    """Shows what is being done, and remembers how long it took."""

    def __call__(self, name: str, doing: str) -> AbstractContextManager[None]:
        """Shows it while the block runs."""
        ...


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a provider, now that it has been examined."""

    examined: Mapping[str, "Examined"] = field(default_factory=dict)
    """By contract."""
    findings: tuple[Finding, ...] = ()
    """Of the provider as a whole, beside those of each contract."""
    messages: tuple[str, ...] = ()
    """The contracts that describe messages, which nobody can ask for."""
    log: str = ""
    failing: "Endured | None" = None
    """What was tried while its dependencies failed; None where it has none."""


def verify_service(
    service: Service,
    contracts: Mapping[str, Bundle],
    home: Home,
    settings: Settings,
    steps: Steps,
    look: Look = everything,
    faults: Sequence[Fault] = EVERY,
) -> Verified:
    """What a service is like, which runs for as long as that takes. Raises CannotRun.

    `contracts` are what it is looked at by, and what its neighbours are played from; `faults` are
    what befalls these in the end.
    """
    asked = [contracts[each] for each in service.provides if each in contracts]
    http = [each for each in asked if each.contract.kind is Kind.OPENAPI]
    with told_to_stop(), ExitStack() as stack:
        with steps("start", f"starting {service.name}"):
            alive = stack.enter_context(running(service, contracts, home, meanwhile=_get_ready))
        states = stack.enter_context(_states(alive, http))
        known = _known(settings, alive, states)
        examined: dict[str, Examined] = {}
        for bundle in http:
            with steps(bundle.contract.id, f"examining {service.name} by {bundle.contract.title}"):
                with _holding(bundle, states) as given:
                    own = replace(known, given=given)
                    found = _examined(bundle, alive.urls[bundle.contract.id], own, look)
                examined[bundle.contract.id] = found
        fallen = tuple(died(alive))
        failing = None
        if alive.here.neighbours and any(each.inquiry for each in examined.values()):
            with steps("resilience", f"failing what {service.name} relies on"):
                failing = _while_others_fail(alive, examined, contracts, home, faults)
        return Verified(
            _with(examined, failing),
            (*fallen, *refused(states, http)),
            tuple(each.contract.id for each in asked if each not in http),
            f".counterfoil/logs/{alive.log.name}",
            failing,
        )


def _known(settings: Settings, alive: Running, states: States | None) -> Settings:
    """The settings, with what opens the service and what sets its states; what was given goes first."""
    service = alive.service
    return replace(
        settings,
        credentials={
            **filled_table(alive, "credentials", service.credentials),
            **settings.credentials,
        },
        strangers={**filled_table(alive, "strangers", service.strangers), **settings.strangers},
        hold=None if states is None else states.holding,
    )


def _while_others_fail(
    alive: Running,
    examined: Mapping[str, "Examined"],
    contracts: Mapping[str, Bundle],
    home: Home,
    faults: Sequence[Fault],
) -> "Endured":
    """What a service is like while what it relies on fails."""
    from counterfoil.verify.resilience.endurance import endured

    return endured(alive, examined, contracts, home, faults)


def _with(
    examined: Mapping[str, "Examined"], failing: "Endured | None"
) -> Mapping[str, "Examined"]:
    """What was found of each contract, with what came to light while others failed."""
    if failing is None:
        return examined
    return {
        contract: replace(
            each,
            findings=(*each.findings, *failing.findings.get(contract, ())),
            cases={**each.cases, **failing.cases},
        )
        for contract, each in examined.items()
    }


def verify_url(
    bundle: Bundle,
    url: str,
    settings: Settings,
    steps: Steps,
    look: Look = everything,
    limits: Limits = STANDARD,
) -> Verified:
    """What the provider at a URL is like. Raises CannotRun where nobody answers there."""
    # It may remember what an earlier run has sent.
    known = replace(settings, url=origin_of(url).root, salt=secrets.token_hex(8))
    with steps(bundle.contract.id, f"examining {url} by {bundle.contract.title}"):
        return Verified({bundle.contract.id: _examined(bundle, url, known, look, limits)})


def _examined(
    bundle: Bundle, url: str, settings: Settings, look: Look, limits: Limits = STANDARD
) -> "Examined":
    origin = origin_of(url)
    own = replace(
        settings,
        base=origin.base,
        credentials={**settings.credentials, **secrets_of(bundle.api, settings.headers)},
        headers=headers_beside(bundle.api, settings.headers),
    )
    with Line(origin.root, limits=limits) as line:
        if (lost := line.dial()) is not None:
            raise _unanswered(url, lost)
        found = look(bundle, line.send, own)
    if not found.facts.get("requests"):
        raise CannotRun(
            f"{bundle.contract.title} was not examined: there is no request that could be sent",
            f"the contract has {len(bundle.api.operations)} operations",
            "Describe operations whose requests can be written.",
        )
    return found


def _unanswered(url: str, lost: Lost) -> CannotRun:
    return CannotRun(
        f"nobody answers at {url}",
        f"the provider {lost.detail}",
        "Start the provider, or correct the URL.",
    )


@contextmanager
def _holding(bundle: Bundle, states: States | None) -> Iterator[Mapping[str, Mapping[str, Json]]]:
    """Operation → the values of the states that all its requests need, while they hold."""
    found: dict[str, Mapping[str, Json]] = {}
    if states is None:
        yield found
        return
    with ExitStack() as stack:
        for operation in bundle.api.operations:
            # What cannot be brought about is remembered, and told with the findings.
            with suppress(StateRefused):
                found[operation.id] = stack.enter_context(states.holding(operation.given))
        yield found


@contextmanager
def _states(alive: Running, bundles: Sequence[Bundle]) -> Iterator[States | None]:
    """The states that the service can be put into; None where it does not say how, or need not."""
    if not any(map(needs_states, bundles)):
        yield None
        return
    with states_of(alive) as states:
        yield states
