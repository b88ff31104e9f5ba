"""What a recording has done, for people and for the process that asked for it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.words import plural
from counterfoil.model import At, Finding
from counterfoil.record.recording import Recorded


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one recording has made."""

    done: tuple[str, ...]
    """A sentence for each file, and what else is to be known."""
    findings: tuple[Finding, ...] = ()
    written: int = 0
    interactions: int = 0
    fields: int = 0


def outcome_of(
    recorded: tuple[Recorded, ...], others: tuple[str, ...], *, everything: bool
) -> Outcome:
    """What was made of all files; `others` are contracts that the service does not consume."""
    return Outcome(
        (
            *(_sentence(each) for each in recorded if each.interactions or each.changed),
            *(f"{each} is not recorded: the service does not consume it" for each in others),
            *([] if everything else ["only some tests ran: what others have shown is as it was"]),
        ),
        tuple(finding for each in recorded for finding in each.findings),
        sum(each.changed for each in recorded),
        sum(each.interactions for each in recorded),
        sum(each.fields for each in recorded),
    )


def sentences(outcome: Outcome) -> Iterator[str]:
    """All of it, for the end of a run of pytest."""
    yield from outcome.done
    for each in outcome.findings:
        yield f"{each.at.path}:{each.at.line}:{each.at.column}: [{each.rule}] {each.message}"


def dump(outcome: Outcome) -> str:
    """The outcome as text, for another process."""
    findings = [
        {
            "rule": each.rule,
            "message": each.message,
            "at": [each.at.path, each.at.line, each.at.column, each.at.pointer],
            "subject": each.subject,
            "fix": each.fix,
        }
        for each in outcome.findings
    ]
    return json.dumps(
        {
            "done": list(outcome.done),
            "findings": findings,
            "written": outcome.written,
            "interactions": outcome.interactions,
            "fields": outcome.fields,
        }
    )


def load(text: str) -> Outcome:
    """The outcome in a text."""
    value = json.loads(text)
    done = tuple(value.pop("done"))
    findings = tuple(Finding(**{**each, "at": At(*each["at"])}) for each in value.pop("findings"))
    return Outcome(done, findings, **value)


def _sentence(recorded: Recorded) -> str:
    """What was made of one file."""
    said = (
        f"{recorded.path} says what was seen: {plural(recorded.interactions, 'interaction')},"
        f" {plural(recorded.fields, 'field')}"
    )
    removed = f", {recorded.removed} taken out" if recorded.removed else ""
    return f"{said}{removed}; {'written' if recorded.changed else 'as it was'}"
