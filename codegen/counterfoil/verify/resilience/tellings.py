"""Causes as findings: who, what, and while what befell whom."""

from collections.abc import Mapping, Sequence

from counterfoil.engine.conform.reproduce import curl
from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.conform.witness import witness
from counterfoil.model import Exchange, Finding, Json, Reply
from counterfoil.verify.judging.cases import Answers, Case, Phase, Step
from counterfoil.verify.resilience.neighbours import Arrival, Target
from counterfoil.verify.resilience.ordeal import Seen
from counterfoil.verify.resilience.sending import Outcome
from counterfoil.verify.resilience.symptoms import BLOCKS

_SHOWN = 12
"""Requests of a dependency that a witness shows."""

_FIXES: Mapping[str, str] = {
    "resilience-answer-undocumented": "Answer as the contract says, or document this answer.",
    "resilience-blocks-others": "Wait for dependencies in a thread, or with `await`.",
    "resilience-crash": "Catch what the dependency may do, and answer as the contract says.",
    "resilience-deadline-exceeded": "Give the calls of the dependency a timeout below the deadline.",
    "resilience-dependency-leaked": "Answer in the contract's own words; log what the dependency said.",
    "resilience-internal-error": "Catch what the dependency may do, and answer as the contract says.",
    "resilience-no-recovery": "Try the dependency again after a while, over new connections.",
    "resilience-no-start": "Connect to the dependency when it is first needed, not at the start.",
    "resilience-retries-unbounded": "Bound the attempts, and pause longer before each.",
    "resilience-retry-after-ignored": "Wait as long as Retry-After says, or answer without trying again.",
    "resilience-unsafe-retry": "Send one Idempotency-Key with every attempt, or try only once.",
}


def telling(cause: Sequence[Seen]) -> Finding:
    """A cause as a finding, which the first that was seen of it shows."""
    first = cause[0]
    return Finding(
        rule=first.rule,
        message=f"{first.probe.title}: {first.symptom.words}, {_while(first)}{_others(cause)}",
        at=first.probe.operation.place.at,
        subject=_subject(first),
        witness=_witness(first),
        fix=_FIXES[first.rule],
        operations=tuple(dict.fromkeys(each.probe.title for each in cause)),
        curl=_command(first),
    )


def case_of(cause: Sequence[Seen]) -> Case | None:
    """The request that showed a cause, if one did. Without the fault it shows nothing again."""
    first = cause[0]
    outcome = _shown(first)
    if outcome is None:
        return None
    step = Step(first.probe.operation.id, outcome.request)
    return Case(contract_of(cause), Phase.RESILIENCE, (step,), Answers(), first.rule)


def contract_of(cause: Sequence[Seen]) -> str:
    """The contract that a cause breaks first."""
    return cause[0].probe.inquiry.api.contract.id


def _shown(seen: Seen) -> Outcome | None:
    """The exchange of the provider's that belongs to a symptom."""
    own = (each for each in seen.trial.outcomes if each.probe is seen.probe)
    return next(own, seen.symptom.outcome)


def _while(seen: Seen) -> str:
    trial = seen.trial
    return f"while {trial.target.title} {trial.fault.words}"


def _others(cause: Sequence[Seen]) -> str:
    """The other faults, and the other operations of the dependency, with which it is the same."""
    first = cause[0].trial
    more = dict.fromkeys(
        f"{each.trial.target.title} {each.trial.fault.words}"
        for each in cause
        if (each.trial.target, each.trial.fault) != (first.target, first.fault)
    )
    return f"; also while {', or '.join(more)}" if more else ""


def _subject(seen: Seen) -> str:
    """What tells causes of one rule at one operation apart."""
    if seen.rule == BLOCKS:
        return ""
    _, contract, kind, detail = seen.key
    return " ".join(filter(None, (contract, kind, detail)))


def _witness(seen: Seen) -> Json:
    out, trial = _shown(seen), seen.trial
    if out is None:
        return {"fault": f"{trial.target.title}: {trial.fault.name}", "log": seen.symptom.log}
    reply = out.reply if isinstance(out.reply, Reply) else Reply(0)
    exchange = witness(Exchange(out.request, reply), secrets_of(seen.probe.inquiry.api))
    return {
        **exchange,
        "seconds": round(out.seconds, 2),
        "fault": f"{_address(trial.target)}: {trial.fault.name}",
        "dependency": {
            "requests": len(trial.arrivals),
            "first": [_told(each) for each in trial.arrivals[:_SHOWN]],
        },
    }


def _told(arrival: Arrival) -> str:
    return f"{arrival.at:.2f} s {arrival.method} {arrival.target.partition('?')[0]}"


def _address(target: Target) -> str:
    return f"{target.contract} {target.operation}".strip()


def _command(seen: Seen) -> str:
    """The stub with its fault, and the request, as command lines."""
    trial, api = seen.trial, seen.probe.inquiry.api
    said = trial.fault.said.format(seconds=f"{seen.probe.deadline + 1:g}")
    said = said or (f"status {trial.fault.status}" if trial.fault.status else "")
    out = _shown(seen)
    if out is None:
        return ""
    asked = curl(out.request, seen.probe.root, secrets_of(api))
    if not said:
        return f"{asked}  # while nobody plays {trial.target.contract}"
    fault = f"{trial.target.operation}: {said}"
    return f"counterfoil stub {trial.target.contract} --fault '{fault}'\n{asked}"
