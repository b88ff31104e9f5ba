"""Reports as SARIF 2.1.0, for code scanning services."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from counterfoil import __version__
from counterfoil.engine.render.plain import compact, finite, particulars, verdict
from counterfoil.engine.report import CANNOT_RUN, exit_code, not_run
from counterfoil.engine.rules import rules
from counterfoil.model import At, Finding, Json, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_VERSION = "2.1.0"
_BASELINE = "BASELINE"


def render(report: Report) -> str:
    """One run: the rules that found something, with their manual pages, and a result for each finding."""
    found = sorted({each.rule for each in report.findings})
    index = {rule: number for number, rule in enumerate(found)}
    run = {
        "tool": {
            "driver": {
                "name": "counterfoil",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in found],
            }
        },
        "columnKind": "unicodeCodePoints",
        **_bases(report),
        "invocations": [_invocation(report)],
        "results": [_result(each, index) for each in report.findings],
        "properties": {"facts": finite(report.facts)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": _VERSION, "runs": [run]}, indent=2) + "\n"


def _bases(report: Report) -> dict[str, Json]:
    if not any(each.baseline for each in report.findings):
        return {}
    about = "The contracts as they were at what they are compared with."
    return {"originalUriBaseIds": {_BASELINE: {"description": {"text": about}}}}


def _rule(rule: str) -> Json:
    known = rules().get(rule)
    if known is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": known.summary},
        "help": {"text": known.manual, "markdown": known.manual},
        "defaultConfiguration": {"level": known.severity.value},
    }


def _result(finding: Finding, index: Mapping[str, int]) -> Json:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.severity.value,
        "message": {"text": _message(finding)},
        "locations": [_location(finding)] if finding.at.path else [],
        "relatedLocations": [
            *([] if finding.baseline is None else [_before(finding.baseline)]),
            *(_operation(each) for each in finding.operations),
        ],
        "partialFingerprints": {"counterfoil/v1": finding.fingerprint},
        "properties": {
            key: value for key, value in particulars(finding).items() if value not in ("", None, [])
        },
    }


def _before(at: At) -> Json:
    """Where it stood in what the contracts are compared with, which is no file of the checkout."""
    return {
        "physicalLocation": {
            "artifactLocation": {
                "uri": quote(at.path, errors="surrogatepass"),
                "uriBaseId": _BASELINE,
            },
            "region": {"startLine": at.line, "startColumn": at.column},
        },
        "message": {"text": "where it stood before"},
    }


def _operation(title: str) -> Json:
    """An operation that the finding reaches; it has no place of its own in a file."""
    return {
        "logicalLocations": [{"fullyQualifiedName": title, "kind": "function"}],
        "message": {"text": title},
    }


def _message(finding: Finding) -> str:
    parts = [finding.message]
    if verdict(finding):
        parts.append(f"verdict {verdict(finding)}")
    if finding.witness is not None:
        parts.append(f"witness {compact(finding.witness)}")
    if finding.curl:
        parts.append(f"try it: {finding.curl}")
    if finding.fix:
        parts.append(f"fix: {finding.fix}")
    return "\n".join(parts)


def _location(finding: Finding) -> Json:
    at = finding.at
    physical = {
        "artifactLocation": {
            "uri": quote(at.path, errors="surrogatepass"),
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": at.line, "startColumn": at.column},
    }
    if not at.pointer:
        return {"physicalLocation": physical}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": at.pointer, "kind": "member"}],
    }


def _invocation(report: Report) -> Json:
    refused = report.facts.get(CANNOT_RUN)
    told = [refused] if refused is not None else list(not_run(report).values())
    ended = {"executionSuccessful": not told, "exitCode": exit_code(report)}
    return ended | (
        {"toolExecutionNotifications": [_notice(each) for each in told]} if told else {}
    )


def _notice(said: Mapping[str, str]) -> Json:
    text = "\n".join(part for part in said.values() if part)
    return {"level": "error", "message": {"text": text}}
