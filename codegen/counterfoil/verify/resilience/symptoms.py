"""What one trial shows that should not be: judged from values alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterfoil.model import Reply
from counterfoil.verify.requests.named import is_used_once
from counterfoil.verify.resilience.bounds import (
    ATTEMPTS,
    BLOCKED,
    EARLY,
    IN_A_STORM,
    MARGIN,
    RETRY_AFTER,
    SLOWER,
    STORM,
)
from counterfoil.verify.resilience.faults import Kind
from counterfoil.verify.resilience.neighbours import MARKER, Arrival
from counterfoil.verify.resilience.sending import Outcome
from counterfoil.verify.resilience.trials import Trial
from counterfoil.verify.wire.lost import Loss, Lost

CRASH = "resilience-crash"
BLOCKS = "resilience-blocks-others"
UNBOUNDED = "resilience-retries-unbounded"
UNSAFE = "resilience-unsafe-retry"
HASTY = "resilience-retry-after-ignored"
LEAKED = "resilience-dependency-leaked"
INTERNAL = "resilience-internal-error"
UNDOCUMENTED = "resilience-answer-undocumented"
LATE = "resilience-deadline-exceeded"
STUCK = "resilience-no-recovery"
NO_START = "resilience-no-start"

_TWICE = ("POST", "PATCH")
"""Methods that do something more each time (RFC 9110, section 9.2.2)."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that is wrong, as the beginning of a sentence that ends in "while …"."""

    rule: str
    words: str
    detail: str = ""
    """What sets it apart from others of its rule: they have another cause."""
    outcome: Outcome | None = None
    """The exchange that shows it; None where the trial as a whole does."""
    log: str = ""
    """What the provider said of it, where there is no exchange."""


def symptoms(trial: Trial) -> list[Symptom]:
    """What is wrong, without what only follows from something else that is."""
    found = [
        *_of_trial(trial),
        *(each for out in trial.outcomes for each in _of_answer(trial, out)),
    ]
    rules = {each.rule for each in found}
    return [each for each in found if not _follows(each, rules)]


def _follows(each: Symptom, rules: set[str]) -> bool:
    if UNBOUNDED in rules:
        return each.rule in (LATE, HASTY)
    return False


def _of_answer(trial: Trial, outcome: Outcome) -> Iterator[Symptom]:
    probe, reply = outcome.probe, outcome.reply
    if isinstance(reply, Lost):
        yield from _unanswered(trial, outcome, reply)
        return
    if outcome.seconds > probe.deadline + MARGIN:
        words = (
            f"the answer takes {outcome.seconds:.1f} s, and its deadline is {probe.deadline:g} s"
        )
        yield Symptom(LATE, words, outcome=outcome)
    if MARKER.encode() in reply.body:
        yield Symptom(LEAKED, "the answer passes on the body of its dependency", outcome=outcome)
    elif reply.status == 500:
        yield Symptom(INTERNAL, "the answer is 500", outcome=outcome)
    else:
        yield from _undocumented(outcome, reply)


def _unanswered(trial: Trial, outcome: Outcome, lost: Lost) -> Iterator[Symptom]:
    if trial.crashed:
        yield Symptom(CRASH, f"the provider {trial.crashed}", outcome=outcome)
    elif lost.kind in (Loss.SILENT, Loss.ENDLESS):
        deadline = outcome.probe.deadline
        words = f"there is no answer within its deadline of {deadline:g} s"
        yield Symptom(LATE, words, outcome=outcome)
    elif lost.kind is not Loss.UNSENDABLE:
        yield Symptom(CRASH, f"the provider {lost.detail}", "answer", outcome)


def _undocumented(outcome: Outcome, reply: Reply) -> Iterator[Symptom]:
    for rule, message in outcome.probe.breaches(outcome.request, reply)[:1]:
        detail = f"{reply.status} {rule}"
        yield Symptom(UNDOCUMENTED, f"the answer {reply.status}: {message}", detail, outcome)


def _of_trial(trial: Trial) -> Iterator[Symptom]:
    if trial.fault.kind is Kind.DOWN:
        return
    yield from _unbounded(trial)
    if trial.fault.ambiguous:
        yield from _unsafe(trial)
    if trial.fault.waits:
        yield from _hasty(trial)
    yield from _blocking(trial)


def _unbounded(trial: Trial) -> Iterator[Symptom]:
    count, usual = len(trial.arrivals), usually(trial)
    times = [each.at for each in trial.arrivals]
    if count > ATTEMPTS * max(usual, 1):
        seconds = times[-1] - times[0]
        words = f"it is asked {count} times within {seconds:.1f} s for one request"
        yield Symptom(UNBOUNDED, f"{trial.target.title} is not left alone: {words}")
        return
    most = IN_A_STORM * max(usual, 1)
    storm = any(later - first < STORM for first, later in zip(times, times[most:], strict=False))
    if storm:
        words = f"it is asked {count} times without a pause for one request"
        yield Symptom(UNBOUNDED, f"{trial.target.title} is not left alone: {words}")


def _unsafe(trial: Trial) -> Iterator[Symptom]:
    usual = _usually_alike(trial)
    for several in _repeated(trial, usual):
        keys = {_key(each) for each in several}
        keyed = "" not in keys and len(keys) <= usual
        if several[0].method in _TWICE and not keyed:
            words = f"{trial.target.title} is sent the same {len(several)} times for one request"
            yield Symptom(UNSAFE, f"{words}, and no key says that this is one and the same")
            return


def _key(arrival: Arrival) -> str:
    """What tells a provider that a request is one that it knows already; empty where nothing does."""
    return next((value for name, value in arrival.headers if is_used_once(name)), "")


def _hasty(trial: Trial) -> Iterator[Symptom]:
    for several in _repeated(trial, _usually_alike(trial)):
        for first, later in pairwise(several):
            pause = later.at - first.at
            if pause < RETRY_AFTER - EARLY:
                words = f"asked to wait {RETRY_AFTER} s, it asks again after {pause:.2f} s"
                yield Symptom(HASTY, words)
                return


def _repeated(trial: Trial, usual: int) -> Iterator[list[Arrival]]:
    """Requests that are attempts at one and the same thing, where there are more than usually."""
    return (each for each in _alike(trial.arrivals) if len(each) > usual)


def _usually_alike(trial: Trial) -> int:
    """So many requests are the same when all is well."""
    target = trial.target
    calls = (each.probe.calls_of(target.contract, target.operation) for each in trial.outcomes)
    return sum(max(map(len, _alike(each)), default=0) for each in calls)


def _alike(arrivals: Sequence[Arrival]) -> Collection[list[Arrival]]:
    """Requests that say the same, in groups."""
    found: dict[tuple[str, str, str], list[Arrival]] = {}
    for each in arrivals:
        found.setdefault((each.method, each.target, each.body), []).append(each)
    return found.values()


def _blocking(trial: Trial) -> Iterator[Symptom]:
    seen = trial.waited
    if seen is None or seen.seconds <= max(BLOCKED, SLOWER * seen.bystander.seconds):
        return
    if isinstance(seen.reply, Reply) or seen.reply.kind is Loss.SILENT:
        words = f"{seen.bystander.title}, which needs nobody, has to wait {seen.seconds:.1f} s"
        yield Symptom(BLOCKS, words)


def usually(trial: Trial) -> int:
    """So many requests the target receives for these when all is well."""
    target = trial.target
    return sum(len(e.probe.calls_of(target.contract, target.operation)) for e in trial.outcomes)
