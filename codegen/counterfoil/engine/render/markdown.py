"""Reports as Markdown, for a comment on a pull request."""

import re
from collections.abc import Iterator, Sequence

from counterfoil.engine.render.plain import compact, exchange, place, safe, verdict
from counterfoil.engine.render.text import named, summary
from counterfoil.engine.report import CANNOT_RUN, not_covered, not_run, proved
from counterfoil.engine.words import plural
from counterfoil.model import Finding, Json, Report, Severity

MARK = "<!-- counterfoil -->"
"""The first line, by which a workflow knows the comment again that it wants to replace."""
_LONGEST = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""
_SENTENCES = 50
_WITNESS = 2_000
_MEANT = re.compile(r"([\\*_\[\]<>|~!&$^#])")
_BEGINS = re.compile(r"^\s*(\d*)([-+=.)])")
"""What would begin a list, or make a heading of the line before."""
_CALLS = re.compile(r"[@#](?=\w)")


def render(report: Report) -> str:
    """The findings, the worst first, as many as a comment can hold; then what holds, folded."""
    head = f"{MARK}\n### counterfoil: {_outcome(report)}\n"
    tail = "".join(_tail(report))
    shown, left = _fitting(report.findings, _LONGEST - len(head) - len(tail))
    more = f"\n…and {plural(left, 'finding')} more.\n" if left else ""
    return f"{head}{shown}{more}{tail}"


def _outcome(report: Report) -> str:
    return "cannot run" if CANNOT_RUN in report.facts else summary(report)


def _fitting(findings: Sequence[Finding], room: int) -> tuple[str, int]:
    """As many findings as there is room for, and how many are left."""
    worst_first = sorted(findings, key=lambda each: list(Severity).index(each.severity))
    told: list[str] = []
    for each in worst_first:
        text = "".join(f"{line}\n" for line in _finding(each))
        room -= len(text)
        if room < 0:
            break
        told.append(text)
    return "".join(told), len(worst_first) - len(told)


def _finding(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"#### {finding.severity}: {_code(finding.rule)}"
    yield ""
    yield "  \n".join(_prose(line) for line in finding.message.split("\n") if line.strip())
    yield from _witness(finding.witness)
    yield ""
    yield from _particulars(finding)


def _particulars(finding: Finding) -> Iterator[str]:
    if finding.at.path:
        yield f"- at {_code(place(finding.at))}"
    if finding.baseline is not None:
        yield f"- was at {_code(place(finding.baseline))}"
    if verdict(finding):
        yield f"- verdict **{verdict(finding)}**"
    if len(finding.operations) > 1:
        yield f"- operations {_prose(named(finding.operations))}"
    if finding.consumers:
        yield f"- consumers **{_prose(', '.join(finding.consumers))}**"
    if finding.fix:
        yield f"- fix: {_prose(finding.fix)}"
    yield f"- fingerprint {_code(finding.fingerprint)}"


def _witness(value: Json) -> Iterator[str]:
    if value is None:
        return
    shown = "\n".join(exchange(value) or (compact(value),))
    if len(shown) > _WITNESS:
        shown = f"{shown[:_WITNESS]} … ({len(shown):,} characters)"
    yield ""
    yield from _fenced(shown)


def _fenced(text: str) -> Iterator[str]:
    """Code that nothing in it can end."""
    runs = re.findall("`+", text)
    fence = "`" * max(3, *(len(each) + 1 for each in runs), 3)
    yield f"{fence}text"
    yield safe(text)
    yield fence


def _tail(report: Report) -> Iterator[str]:
    refused = report.facts.get(CANNOT_RUN)
    told = {"": refused} if refused is not None else dict(not_run(report))
    for name, why in told.items():
        yield f"\n{_prose(f'{name}: ' if name else '')}**{_prose(why['what'])}**\n"
        yield from (f"\n{_prose(why[key])}\n" for key in ("why", "fix") if why[key])
    yield from _folded("holds", proved(report))
    yield from _folded("not covered", not_covered(report))


def _folded(title: str, sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        yield f"\n<details><summary>{title}</summary>\n\n"
        yield from (f"- {_prose(each)}\n" for each in sentences[:_SENTENCES])
        if len(sentences) > _SENTENCES:
            yield f"- …and {len(sentences) - _SENTENCES:,} more\n"
        yield "\n</details>\n"


def _code(text: str) -> str:
    """Text of one line as code; a backtick in it would end it."""
    return f"`{_flat(text).replace('`', chr(39))}`" if text.strip() else ""


def _prose(text: str) -> str:
    """A sentence: what stands between backticks is code, and of the rest nothing is markup."""
    parts = _flat(text).split("`")
    if len(parts) % 2 == 0:
        return "\\`".join(map(_plain, parts))
    return "".join(
        _code(each) if position % 2 else _plain(each) for position, each in enumerate(parts)
    )


def _plain(text: str) -> str:
    """Text that is neither markup, nor calls a person, nor an issue."""
    meant = _BEGINS.sub(r"\1\\\2", _MEANT.sub(r"\\\1", text))
    return _CALLS.sub(lambda found: f"{found[0]}<!-- -->", meant)


def _flat(text: str) -> str:
    return safe(text).replace("\n", " ").replace("\t", " ")
