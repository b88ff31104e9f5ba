"""Keeps the case behind each finding in `.counterfoil/`, so that one of them can be repeated."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counterfoil.engine.kept import kept
from counterfoil.engine.render.json import read, render
from counterfoil.model import Bundle, CannotRun, Finding, Json, Report
from counterfoil.verify.examine import Examined
from counterfoil.verify.judging.cases import Case, Phase, as_json, from_json
from counterfoil.verify.judging.replay import shows_again
from counterfoil.verify.settings import Send, Settings, StateRefused

_FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding, and what shows it again."""

    finding: Finding
    case: Case


def keep(root: Path, examined: Mapping[str, Examined]) -> None:
    """Remembers the case of every finding."""
    for each in examined.values():
        for finding in each.findings:
            if finding.fingerprint in each.cases:
                _keep(root, Kept(finding, each.cases[finding.fingerprint]))


def recall(root: Path, fingerprint: str) -> Kept:
    """What was remembered of a finding. Raises CannotRun where that is nothing."""
    path = kept(root, _FOLDER) / f"{fingerprint}.json"
    try:
        whole = json.loads(path.read_text("utf-8"))
        remembered = from_json(whole["case"])
        (finding,) = read(json.dumps(whole["report"]), path.name).findings
        return Kept(finding, remembered)
    except FileNotFoundError:
        raise CannotRun(
            f"no case of {fingerprint} is remembered",
            f"{path.relative_to(root).as_posix()} is written where an examination finds it",
            "Examine the provider without --replay first.",
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise CannotRun(
            f"{path.relative_to(root).as_posix()} is no case that was remembered",
            f"{type(problem).__name__}: {problem}",
            "Remove the file, and examine the provider again.",
        ) from problem


def repeat(remembered: Kept, bundle: Bundle, send: Send, settings: Settings) -> Examined:
    """The finding once more, if its case still shows it; nothing where it does not."""
    case = remembered.case
    if case.phase is Phase.STATES:
        raise CannotRun(
            f"the case of {remembered.finding.fingerprint} is not repeated alone",
            "it is one of a provider state, which the whole examination brings about",
            "Examine the provider without --replay.",
        )
    if case.phase is Phase.RESILIENCE:
        raise CannotRun(
            f"the case of {remembered.finding.fingerprint} is not repeated alone",
            "it shows while a dependency fails, which the whole examination brings about",
            "Examine the service without --replay, or run the command lines that the report prints.",
        )
    facts = {"requests": len(case.steps), "seed": settings.seed}
    with _in_states(remembered, settings) as values:
        shown = shows_again(case, bundle, send, values)
    if shown:
        return Examined((remembered.finding,), facts, {remembered.finding.fingerprint: case})
    finding = remembered.finding
    gone = f"{finding.rule} {finding.fingerprint} is not seen any more: {finding.message}"
    return Examined((), {**facts, "proved": [gone]})


@contextmanager
def _in_states(remembered: Kept, settings: Settings) -> Iterator[Mapping[str, Json]]:
    """The values that things have now, while the states of a case hold. Raises CannotRun."""
    case = remembered.case
    shared = settings.given.get(case.operation, {})
    if not case.given:
        yield shared
        return
    named = " and ".join(f"`{each.state}`" for each in case.given)
    try:
        if settings.hold is None:
            raise StateRefused("it has no `states`")
        with settings.hold(case.given) as values:
            yield {**shared, **values}
    except StateRefused as refusal:
        raise CannotRun(
            f"the case of {remembered.finding.fingerprint} cannot be repeated",
            f"it was seen given {named}, and the provider cannot be brought there: {refusal}",
            "Teach the command under `states` this state.",
        ) from refusal


def _keep(root: Path, remembered: Kept) -> None:
    path = kept(root, _FOLDER) / f"{remembered.finding.fingerprint}.json"
    whole = {
        "report": json.loads(render(Report((remembered.finding,)))),
        "case": as_json(remembered.case),
    }
    path.touch(0o600)  # a case holds the credentials that it was sent with
    path.write_text(json.dumps(whole, indent=1), "utf-8")
