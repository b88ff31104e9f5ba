"""Keeps the case behind each finding in `.counterfoil/`, so that one of them can be repeated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from counterfoil.engine.kept import kept
from counterfoil.engine.render.json import read, render
from counterfoil.model import Bundle, CannotRun, Finding, Report
from counterfoil.verify.cases import Case, Phase, as_json, from_json
from counterfoil.verify.examine import Examined
from counterfoil.verify.replay import shows_again
from counterfoil.verify.settings import Send, Settings

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
    facts = {"requests": len(case.steps), "seed": settings.seed}
    if shows_again(case, bundle, send):
        return Examined((remembered.finding,), facts, {remembered.finding.fingerprint: case})
    finding = remembered.finding
    gone = f"{finding.rule} {finding.fingerprint} is not seen any more: {finding.message}"
    return Examined((), {**facts, "proved": [gone]})


def _keep(root: Path, remembered: Kept) -> None:
    path = kept(root, _FOLDER) / f"{remembered.finding.fingerprint}.json"
    whole = {
        "report": json.loads(render(Report((remembered.finding,)))),
        "case": as_json(remembered.case),
    }
    path.touch(0o600)  # a case holds the credentials that it was sent with
    path.write_text(json.dumps(whole, indent=1), "utf-8")
