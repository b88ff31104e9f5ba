"""Examines every contract that a provider keeps, one after the other."""

import importlib
import secrets
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from counterfoil.engine.services import Service, is_url
from counterfoil.model import Bundle, CannotRun, Finding, Json, Kind
from counterfoil.verify.credentials import headers_beside, secrets_of
from counterfoil.verify.environment import Home, beside, filled
from counterfoil.verify.family import Command, told_to_stop
from counterfoil.verify.line import STANDARD, Limits, Line, Lost
from counterfoil.verify.origins import origin_of
from counterfoil.verify.provider import Running, running
from counterfoil.verify.settings import Send, Settings, StateRefused
from counterfoil.verify.states import States, over_http, side_process
from counterfoil.verify.whole import died, named, refused

if TYPE_CHECKING:
    from counterfoil.verify.examine import Examined

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


def verify_service(
    service: Service,
    contracts: Mapping[str, Bundle],
    home: Home,
    settings: Settings,
    steps: Steps,
    look: Look = everything,
) -> Verified:
    """What a service is like, which runs for as long as that takes. Raises CannotRun.

    `contracts` are what it is looked at by, and what its neighbours are played from.
    """
    asked = [contracts[each] for each in service.provides if each in contracts]
    http = [each for each in asked if each.contract.kind is Kind.OPENAPI]
    with told_to_stop(), ExitStack() as stack:
        with steps("start", f"starting {service.name}"):
            alive = stack.enter_context(running(service, contracts, home, meanwhile=_get_ready))
        states = stack.enter_context(_states(alive, http))
        known = replace(
            settings,
            credentials={**_credentials(alive), **settings.credentials},
            hold=None if states is None else states.holding,
        )
        examined: dict[str, Examined] = {}
        for bundle in http:
            with steps(bundle.contract.id, f"examining {service.name} by {bundle.contract.title}"):
                with _holding(bundle, states) as given:
                    own = replace(known, given=given)
                    found = _examined(bundle, alive.urls[bundle.contract.id], own, look)
                examined[bundle.contract.id] = found
        return Verified(
            examined,
            (*died(alive), *refused(states, http)),
            tuple(each.contract.id for each in asked if each not in http),
            f".counterfoil/logs/{alive.log.name}",
        )


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


def _credentials(alive: Running) -> dict[str, str]:
    service = alive.service
    return {
        scheme: filled(value, service, alive.here, f"credentials.{scheme}")
        for scheme, value in service.credentials.items()
    }


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
    service = alive.service
    if not service.states or not any(map(named, bundles)):
        yield None
    elif is_url(service.states):
        with over_http(filled(service.states, service, alive.here, "states")) as change:
            yield States(change)
    else:
        log = alive.log.with_suffix(".states.log")
        words = (
            filled(each, service, alive.here, "states") for each in shlex.split(service.states)
        )
        environment = beside(alive.environment, alive.here)
        command = Command(tuple(words), service.folder, environment)
        with side_process(command, log) as change:
            yield States(change)
