"""Findings about a provider as a whole, beside those about its contracts."""

from collections.abc import Iterator, Sequence

from counterfoil.engine.services import FOLDER
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.model import At, Bundle, Finding, Given, Operation, Place
from counterfoil.verify.running.logs import last_lines
from counterfoil.verify.running.provider import Running
from counterfoil.verify.running.states import States


def died(alive: Running) -> Iterator[Finding]:
    """A finding where the service has ended by itself."""
    code = alive.ended()
    if code is None:
        return
    how = f"was ended by signal {-code}" if code < 0 else f"exited with {code}"
    yield Finding(
        rule="provider-died",
        message=f"{alive.service.name} {how} while it was examined",
        at=At(f"{FOLDER}/{alive.service.name}/{SETTINGS_FILE}"),
        subject=alive.service.name,
        witness=last_lines(alive.log, alive.secrets),
        fix=f".counterfoil/logs/{alive.log.name} says what it was doing.",
    )


def refused(states: States | None, bundles: Sequence[Bundle]) -> Iterator[Finding]:
    """A finding for each state that a contract names and the provider turned down."""
    reasons = {} if states is None else states.refused
    for bundle in bundles:
        for place, operation, given in named(bundle):
            if given.state in reasons:
                title = bundle.contract.title
                yield Finding(
                    rule="provider-state-refused",
                    message=f"{title} {operation.title} is to be met where {given.state!r} holds, and the"
                    f" provider's `states` turn that down: {reasons[given.state]}",
                    at=place.at,
                    subject=given.state,
                    witness={"state": given.state, "params": dict(given.params)},
                    fix="Teach the command under `states` this state, or correct its name.",
                    operations=(f"{title} {operation.title}",),
                )


def needs_states(bundle: Bundle) -> bool:
    """Whether a contract names provider states, or a consumer of it does."""
    interactions = (each for known in bundle.expectations for each in known.interactions)
    return bool(named(bundle)) or any(each.given for each in interactions)


def named(bundle: Bundle) -> Sequence[tuple[Place, Operation, Given]]:
    """The states that a contract names, where it does, and for which operation."""
    return tuple(_named(bundle))


def _named(bundle: Bundle) -> Iterator[tuple[Place, Operation, Given]]:
    for operation in bundle.api.operations:
        for given in operation.given:
            yield operation.place / "x-given", operation, given
        for response in operation.responses:
            for given in response.given:
                yield response.place / "x-given", operation, given
