"""Failed workflows as findings: which step, who answered what, and how it is seen again."""

from collections.abc import Mapping, Sequence

from counterfoil.engine.conform.reproduce import curl
from counterfoil.engine.conform.secrets import Secrets, secrets_of
from counterfoil.engine.conform.witness import witness
from counterfoil.engine.journeys.parts import Journey
from counterfoil.model import Api, Exchange, Finding, Json
from counterfoil.verify.journeys.ends import Failed, Failure
from counterfoil.verify.journeys.hidden import passwords
from counterfoil.verify.running.logs import last_lines, masked

_ANYWHERE = "http://127.0.0.1:8000"
_NEAR = ("http://127.0.0.1", "http://localhost")
FAILED, UNFINISHED = "journey-step-failed", "journey-not-finished"


def finding_of(journey: Journey, failed: Failed, secrets: Sequence[str]) -> Finding:
    """A workflow that failed, told where it did: in the innermost step."""
    while failed.failure.inner is not None:
        failed = failed.failure.inner
    failure, step = failed.failure, failed.failure.step
    if failure.called is not None and failure.seen is not None:
        secrets = (*secrets, *passwords(failure.called, failure.seen.request))
    title = f"journey {journey.name}, {failed.workflow.id}: step `{step.id}`"
    message = f"{title}{_called(failure)}: {failure.why}{_attempts(failure)}{_died(failure)}"
    return Finding(
        rule=UNFINISHED if failure.late else FAILED,
        message=masked(message, secrets),
        at=step.place.at,
        subject=f"{failed.workflow.id} {step.id}",
        witness=_hidden(_witness(failure), secrets),
        fix=_fix(failure),
        operations=(failure.called.title,) if failure.called else (),
        curl=masked(_curl(failure), secrets),
    )


def _called(failure: Failure) -> str:
    return f" ({failure.called.title})" if failure.called else ""


def _attempts(failure: Failure) -> str:
    return f"; that was try {failure.attempts}" if failure.attempts > 1 else ""


def _died(failure: Failure) -> str:
    """That the provider is gone, where it is, and the last that it said."""
    running = failure.provider.running if failure.provider else None
    code = running.process.poll() if running else None
    if running is None or code is None:
        return ""
    how = f"was ended by signal {-code}" if code < 0 else f"exited with {code}"
    lines = last_lines(running.log, running.secrets)
    return f"; {running.service.name} {how}\n{lines}".rstrip()


def _witness(failure: Failure) -> Json:
    if failure.seen is None or failure.seen.reply is None:
        return None
    return witness(Exchange(failure.seen.request, failure.seen.reply), _names(failure))


def _curl(failure: Failure) -> str:
    if failure.seen is None or failure.called is None:
        return ""
    return curl(failure.seen.request, _near(failure.called.bundle.api), _names(failure))


def _names(failure: Failure) -> Secrets:
    return secrets_of(failure.called.bundle.api) if failure.called else Secrets()


def _near(api: Api) -> str:
    """Where the contract says that it is served on somebody's own machine."""
    return next((each for each in api.servers if each.startswith(_NEAR)), _ANYWHERE)


def _fix(failure: Failure) -> str:
    running = failure.provider.running if failure.provider else None
    log = f".counterfoil/logs/{running.log.name} says what it did." if running else ""
    if failure.late:
        return "Mend what keeps the workflow waiting, or give it more time with `x-deadline` (seconds)."
    if failure.breach is not None:
        at = failure.breach.place.at
        return f"Answer as {at.path}:{at.line} says. {log}".rstrip()
    if failure.provider is None:
        return "Correct the step, or the one that its value comes from."
    return f"Mend {failure.provider.name}, or what the step expects of it. {log}".rstrip()


def _hidden(value: Json, secrets: Sequence[str]) -> Json:
    """A value without the secrets in its texts."""
    match value:
        case str():
            return masked(value, secrets)
        case Mapping():
            return {name: _hidden(each, secrets) for name, each in value.items()}
        case list():
            return [_hidden(each, secrets) for each in value]
    return value
