"""Values in a form that every output can carry."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from counterfoil.model import At, Finding, Json, Severity, Verdict

# Text from a contract must not move the reader's cursor, recolour the terminal, or reverse the line.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    r"""Text without characters that a terminal or an XML reader would act on.

    >>> safe("red \x1b[31m")
    'red \\x1b[31m'
    """
    return _CONTROL.sub(_escaped, text)


def compact(value: Json) -> str:
    """A witness in one line of JSON.

    >>> compact({"total": 12.5})
    '{"total": 12.5}'
    """
    return safe(json.dumps(finite(value), ensure_ascii=False))


def exchange(witness: Json) -> tuple[str, str] | None:
    """What was sent and what came back, a line each; None where the witness is no exchange.

    >>> sent = {"method": "GET", "target": "/orders", "headers": []}
    >>> exchange({"request": sent, "reply": {"status": 200, "body": []}})
    ('GET /orders', '200 []')
    """
    match witness:
        case {"request": {"method": _, "target": _} as request, "reply": {"status": _} as reply}:
            return _message(request, "method", "target"), _message(reply, "status")
        case _:
            return None


def _message(message: Mapping[str, Json], *named: str) -> str:
    words = [safe(str(message[name])) for name in named]
    if "body" in message:
        body = message["body"]
        words.append(safe(body) if isinstance(body, str) else compact(body))
    return " ".join(words)


def particulars(finding: Finding) -> dict[str, Json]:
    """What a finding says beside its rule, its place and its message."""
    return {
        "subject": finding.subject,
        "witness": finite(finding.witness),
        "fix": finding.fix,
        "operations": list(finding.operations),
        "curl": finding.curl,
        "snippet": finding.snippet,
        "consumers": list(finding.consumers),
        "baseline": None if finding.baseline is None else asdict(finding.baseline),
        "verdict": finding.verdict,
    }


def verdict(finding: Finding) -> str:
    """What is known of a change; nothing where that is not why it is told.

    >>> verdict(Finding("version-not-raised", "", At("a"), verdict=Verdict.PROVED_SAFE))
    ''
    """
    harmless = finding.verdict is Verdict.PROVED_SAFE and finding.severity is not Severity.NOTE
    return "" if finding.verdict is None or harmless else finding.verdict.value


def place(at: At) -> str:
    """A place as editors and compilers write it; nothing where there is none.

    >>> place(At("contracts/orders/v2/openapi.yaml", 12, 5))
    'contracts/orders/v2/openapi.yaml:12:5'
    """
    return f"{safe(at.path)}:{at.line}:{at.column}" if at.path else ""


def finite(value: Json) -> Json:
    """The value with what JSON cannot say turned into its name.

    >>> finite([float("nan"), {"a": 1}])
    ['nan', {'a': 1}]
    """
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): finite(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [finite(each) for each in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
