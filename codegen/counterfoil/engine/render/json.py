"""Reports for programs: exactly one JSON object, and the way back from it."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from counterfoil.engine.render.plain import finite, particulars
from counterfoil.model import At, CannotRun, Finding, Json, Report, Severity, Verdict

T = TypeVar("T")


def render(report: Report) -> str:
    """`{"findings": […], "facts": {…}}`, in ASCII, so that no terminal's encoding matters.

    >>> render(Report(facts={"contracts": 4}))
    '{\\n  "findings": [],\\n  "facts": {\\n    "contracts": 4\\n  }\\n}\\n'
    """
    whole = {
        "findings": [told(each) for each in report.findings],
        "facts": finite(report.facts),
    }
    return json.dumps(whole, indent=2, allow_nan=False) + "\n"


def read(text: str, path: str) -> Report:
    """The report that `render` wrote. Raises CannotRun where the text is no such report.

    >>> read(render(Report(facts={"contracts": 4})), "orders.json").facts
    {'contracts': 4}
    """
    try:
        whole = json.loads(text)
        return Report(tuple(map(found, whole["findings"])), dict(_object(whole["facts"])))
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise CannotRun(
            f"{path} is not a report",
            f"{type(problem).__name__}: {problem}",
            "run again: the run that wrote it was interrupted, or was another version's",
        ) from problem


def told(finding: Finding) -> Json:
    """A finding as an object of JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "at": dataclasses.asdict(finding.at),
        **particulars(finding),
        "fingerprint": finding.fingerprint,
    }


def found(given: Json) -> Finding:
    """The finding that such an object says; whatever else it is raises KeyError, TypeError or ValueError."""
    verdict, baseline = given["verdict"], given["baseline"]
    return Finding(
        rule=_text(given["rule"]),
        message=_text(given["message"]),
        at=_at(_object(given["at"])),
        severity=Severity(given["severity"]),
        subject=_text(given["subject"]),
        witness=given["witness"],
        fix=_text(given["fix"]),
        operations=tuple(map(_text, given["operations"])),
        curl=_text(given["curl"]),
        snippet=_text(given["snippet"]),
        consumers=tuple(map(_text, given["consumers"])),
        baseline=None if baseline is None else _at(_object(baseline)),
        verdict=None if verdict is None else Verdict(verdict),
    )


def _at(given: Mapping[str, Json]) -> At:
    return At(
        _text(given["path"]),
        _number(given["line"]),
        _number(given["column"]),
        _text(given["pointer"]),
    )


def _only(kind: type[T]) -> Callable[[Json], T]:
    def checked(value: Json) -> T:
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return checked


_text, _number = _only(str), _only(int)
_object: Callable[[Json], Mapping[str, Json]] = _only(dict)
