"""Findings, the reports that carry them, and the one exception."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterfoil.model.json import Json
from counterfoil.model.place import At


class Severity(StrEnum):
    """How much a finding matters; `error` fails a run."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Verdict(StrEnum):
    """What is known of a change: that it breaks somebody, that it breaks nobody, or neither."""

    PROVED_BREAK = "proved-break"
    PROVED_SAFE = "proved-safe"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in a contract or a service: what, where, who, the proof, and the remedy."""

    rule: str
    message: str
    at: At
    severity: Severity = Severity.ERROR
    subject: str = ""
    witness: Json = None
    fix: str = ""
    operations: tuple[str, ...] = ()
    """Titles of the operations that one root cause reaches, such as `orders v2 POST /orders`."""
    curl: str = ""
    """A command line that shows the problem again."""
    snippet: str = ""
    """A pytest test that fails while the problem is there."""
    consumers: tuple[str, ...] = ()
    """Names of the services that rely on what is at fault, as far as they say on what they rely."""
    baseline: At | None = None
    """Where it stood before, where it is about a change."""
    verdict: Verdict | None = None
    """Of a change: whether it breaks somebody, and whether that is proved."""

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay the same when lines move or the message is reworded."""
        place = "\0".join((self.rule, self.at.path, self.at.pointer, self.subject))
        return hashlib.sha256(place.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found, and the facts that say what it looked at."""

    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


class CannotRun(Exception):
    """Work cannot continue. Exit code 2.

    what: the sentence's subject, e.g. "no contracts found"; why: the evidence; fix: how to go on.
    """

    def __init__(self, what: str, why: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.why, self.fix) if part)
