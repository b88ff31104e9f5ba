"""Reports as workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from collections.abc import Iterator

from counterfoil.engine.render.plain import compact, place, safe, verdict
from counterfoil.engine.render.text import named, summary
from counterfoil.engine.report import CANNOT_RUN, not_run, proved
from counterfoil.model import Finding, Json, Report, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """A workflow command for each finding, then what was proved."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    refused = report.facts.get(CANNOT_RUN)
    if refused is not None:
        yield _refusal(refused, "")
        return
    yield from (_command(each) for each in report.findings)
    yield from (_refusal(told, f"{name}: ") for name, told in not_run(report).items())
    yield from (safe(each) for each in (*proved(report), summary(report)))


def _refusal(told: Json, whose: str) -> str:
    said = "\n".join(part for part in (told["why"], told["fix"]) if part)
    return f"::error title={_property(whose + told['what'])}::{_text(said or told['what'])}"


def _command(finding: Finding) -> str:
    at = finding.at
    here = f"file={_property(at.path)},line={at.line},col={at.column},"
    said = [finding.message]
    if finding.baseline is not None:
        said.append(f"was at {place(finding.baseline)}")
    if verdict(finding):
        said.append(f"verdict {verdict(finding)}")
    if len(finding.operations) > 1:
        said.append(f"operations {named(finding.operations)}")
    if finding.consumers:
        said.append(f"consumers {', '.join(finding.consumers)}")
    if finding.witness is not None:
        said.append(f"witness {compact(finding.witness)}")
    if finding.curl:
        said.append(f"try it: {finding.curl}")
    if finding.fix:
        said.append(f"fix: {finding.fix}")
    title = f"title={_property(f'{finding.rule} {finding.fingerprint}')}"
    return f"::{_COMMAND[finding.severity]} {here if at.path else ''}{title}::{_text(chr(10).join(said))}"


def _text(text: str) -> str:
    # safe() keeps the line feed, and a carriage return comes out of it as visible text.
    return safe(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
