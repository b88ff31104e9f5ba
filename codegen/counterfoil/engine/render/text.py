"""Reports for a person at a terminal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from counterfoil.engine.render.plain import compact, exchange, place, safe, verdict
from counterfoil.engine.report import (
    CANNOT_RUN,
    counts,
    exit_code,
    journeys,
    not_covered,
    not_run,
    proved,
    reached,
    shards_not_run,
)
from counterfoil.engine.words import plural
from counterfoil.model import Finding, Json, Report, Severity

_BOLD, _DIM, _RED, _YELLOW, _BLUE, _GREEN, _RESET = (
    f"\x1b[{code}m" for code in ("1", "2", "1;31", "1;33", "1;34", "32", "0")
)
_COLOUR = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.NOTE: _BLUE}
_OPERATIONS = 6
_REACHED = 12
_STYLE = re.compile("\x1b\\[[0-9;]*m")


def render(report: Report) -> str:
    """The findings in the order of their places, then what was checked and how it ended."""
    return "".join(f"{line}\n" for line in _lines(report))


def without_colour(text: str) -> str:
    """The text as it goes into a file or a pipe."""
    return _STYLE.sub("", text)


def summary(report: Report) -> str:
    """The last line: `clean in 1.2 s` or `2 errors, 1 warning in 1.2 s`."""
    found = counts(report.findings)
    named = ", ".join(plural(number, level.value) for level, number in found.items() if number)
    clean = "" if exit_code(report) else "clean"
    said = ", ".join(part for part in (clean, named, *_blind(report)) if part)
    return said + _seconds(report.facts.get("seconds"))


def _blind(report: Report) -> Iterator[str]:
    """How much nobody could look at."""
    silent = len(shards_not_run(report))
    refused = len(not_run(report)) - silent
    stuck = sum(CANNOT_RUN in each for each in journeys(report).values())
    if refused > stuck:
        yield f"{plural(refused - stuck, 'service')} could not be examined"
    if stuck:
        yield f"{plural(stuck, 'journey')} could not be run"
    if silent:
        yield f"{plural(silent, 'shard')} could not be run"


def named(operations: Sequence[str]) -> str:
    """Operations in a line, and how many more there are.

    >>> named(["GET /a", "GET /b"])
    'GET /a, GET /b'
    """
    shown, more = operations[:_OPERATIONS], len(operations) - _OPERATIONS
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def _lines(report: Report) -> Iterator[str]:
    refused = report.facts.get(CANNOT_RUN)
    if refused is not None:
        yield from _refused(refused, "cannot run")
        return
    for _, group in groupby(report.findings, _alike):
        yield from _findings(list(group))
        yield ""
    for name, told in not_run(report).items():
        yield from _refused(told, f"cannot verify {safe(name)}")
        yield ""
    yield from (f"{_DIM}{each}{_RESET}" for each in _reached(reached(report)))
    yield from (f"{_GREEN}holds{_RESET}  {safe(each)}" for each in proved(report))
    yield from (f"{_DIM}{each}{_RESET}" for each in _missing(not_covered(report)))
    colour = _RED if exit_code(report) else _GREEN
    yield f"{colour}{summary(report)}{_RESET}"


def _alike(finding: Finding) -> tuple[str, ...]:
    """What findings share that one fix speaks for; a proof is always a finding's own."""
    proof = finding.witness is not None or finding.curl or len(finding.operations) > 1
    own = proof or finding.consumers or finding.baseline
    # Two findings may share a fingerprint: the one waiver that silences both is about one place.
    apart = (finding.fingerprint, finding.message) if own else ()
    return (finding.rule, finding.severity, finding.fix, *apart)


def _findings(alike: Sequence[Finding]) -> Iterator[str]:
    if len(alike) == 1:
        yield from _finding(alike[0])
        return
    for finding in alike:
        first, *more = _said(finding)
        yield f"{first} {_DIM}({finding.fingerprint}){_RESET}"
        yield from more
    yield from _fix(alike[0])


def _finding(finding: Finding) -> Iterator[str]:
    yield from _said(finding)
    if finding.baseline is not None:
        yield f"    was at       {place(finding.baseline)}"
    if verdict(finding):
        yield f"    verdict      {verdict(finding)}"
    if len(finding.operations) > 1:
        yield f"    operations   {safe(named(finding.operations))}"
    if finding.consumers:
        yield f"    consumers    {safe(', '.join(finding.consumers))}"
    yield from _witness(finding.witness)
    if finding.curl:
        yield f"    try it       {_indented(finding.curl)}"
    yield from _fix(finding)
    yield f"    {_DIM}fingerprint  {finding.fingerprint}{_RESET}"


def _said(finding: Finding) -> Iterator[str]:
    where = f"{_BOLD}{place(finding.at)}:{_RESET} " if finding.at.path else ""
    level = f"{_COLOUR[finding.severity]}{finding.severity}{_RESET}[{finding.rule}]"
    first, *more = safe(finding.message).split("\n")
    yield f"{where}{level}: {_BOLD}{first}{_RESET}"
    yield from (f"    {line}" for line in more)


def _witness(value: Json) -> Iterator[str]:
    if value is None:
        return
    travelled = exchange(value)
    if travelled is None:
        yield f"    witness      {_shortened(compact(value))}"
        return
    for name, message in zip(("request", "reply"), travelled, strict=True):
        yield f"    {name:12} {_indented(_shortened(message))}"


def _fix(finding: Finding) -> Iterator[str]:
    if finding.fix:
        yield f"    fix          {_indented(finding.fix)}"


def _indented(text: str) -> str:
    return safe(text).replace("\n", "\n" + " " * 17)


def _missing(told: Sequence[str]) -> Iterator[str]:
    """What was not looked at: a line for each sentence, and one for all that is a name alone."""
    names = [safe(each) for each in told if ": " not in each]
    yield from (f"not covered  {safe(each)}" for each in told if ": " in each)
    if names:
        yield f"not covered yet  {', '.join(names)}"


def _reached(told: Sequence[str]) -> Iterator[str]:
    """What is looked at, and why; a change that reaches everything needs no long list."""
    yield from (f"reached  {safe(each)}" for each in told[:_REACHED])
    if len(told) > _REACHED:
        yield f"reached  and {len(told) - _REACHED:,} more, which the JSON report names"


def _refused(said: Mapping[str, str], what: str) -> Iterator[str]:
    yield f"{_RED}{what}{_RESET}: {_BOLD}{safe(said['what'])}{_RESET}"
    if said["why"]:
        yield f"    why  {safe(said['why']).replace(chr(10), chr(10) + ' ' * 9)}"
    if said["fix"]:
        yield f"    fix  {safe(said['fix']).replace(chr(10), chr(10) + ' ' * 9)}"


def _shortened(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]} … ({len(text):,} characters)"


def _seconds(spent: Json) -> str:
    return f" in {sum(spent.values()):.1f} s" if isinstance(spent, Mapping) else ""
