"""Reports for programs: exactly one JSON object."""

import dataclasses
import json

from counterfoil.engine.render.plain import finite
from counterfoil.model import Finding, Json, Report


def render(report: Report) -> str:
    """`{"findings": […], "facts": {…}}`, in ASCII, so that no terminal's encoding matters.

    >>> render(Report(facts={"contracts": 4}))
    '{\\n  "findings": [],\\n  "facts": {\\n    "contracts": 4\\n  }\\n}\\n'
    """
    whole = {
        "findings": [_finding(each) for each in report.findings],
        "facts": finite(report.facts),
    }
    return json.dumps(whole, indent=2, allow_nan=False) + "\n"


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "at": dataclasses.asdict(finding.at),
        "subject": finding.subject,
        "witness": finite(finding.witness),
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
    }
