"""Reports as JUnit XML, which CI servers show as tests: one passes for everything that was proved,
and one stands for each finding, each contract of a service, and each service that could not run."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from counterfoil.engine.render.plain import compact, place, safe, verdict
from counterfoil.engine.report import (
    CANNOT_RUN,
    CONTRACTS,
    not_covered,
    not_run,
    proved,
    services,
)
from counterfoil.model import Finding, Json, Report, Severity


def render(report: Report) -> str:
    """One suite named counterfoil; only errors fail, warnings and notes pass with their text."""
    whole = Element("testsuites", name="counterfoil")
    suite = SubElement(whole, "testsuite", name="counterfoil")
    for sentence in proved(report):
        SubElement(suite, "testcase", classname="counterfoil", name=safe(sentence), time="0")
    for service, facts in services(report).items():
        for contract in facts.get(CONTRACTS, ()):
            SubElement(suite, "testcase", classname=safe(service), name=safe(contract), time="0")
    for part in not_covered(report):
        case = SubElement(suite, "testcase", classname="counterfoil", name=part, time="0")
        SubElement(case, "skipped", message="not covered yet")
    for finding in report.findings:
        _finding(suite, finding)
    if CANNOT_RUN in report.facts:
        _refused(suite, "counterfoil", report.facts[CANNOT_RUN])
    for service, told in not_run(report).items():
        _refused(suite, service, told)
    _count(whole, suite, report)
    indent(whole)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{tostring(whole, encoding='unicode')}\n"


def _finding(suite: Element, finding: Finding) -> None:
    at = finding.at
    name = f"{finding.rule} {at.pointer or '/'} {finding.subject}".rstrip()
    case = SubElement(suite, "testcase", classname=safe(at.path), name=safe(name), time="0")
    text = safe(f"{place(at)}: {finding.message}{_remainder(finding)}")
    if finding.severity is Severity.ERROR:
        failure = SubElement(case, "failure", message=safe(finding.message), type=finding.rule)
        failure.text = text
    else:
        SubElement(case, "system-out").text = f"{finding.severity}: {text}"


def _remainder(finding: Finding) -> str:
    parts = {
        "was at": "" if finding.baseline is None else place(finding.baseline),
        "verdict": verdict(finding),
        "operations": ", ".join(finding.operations) if len(finding.operations) > 1 else "",
        "consumers": ", ".join(finding.consumers),
        "witness": "" if finding.witness is None else compact(finding.witness),
        "try it": finding.curl,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "as a test\n": finding.snippet,
    }
    return "".join(f"\n{name} {text}" for name, text in parts.items() if text)


def _refused(suite: Element, whose: str, said: Json) -> None:
    case = SubElement(suite, "testcase", classname=safe(whose), name="run", time="0")
    problem = SubElement(case, "error", message=safe(said["what"]), type="cannot-run")
    problem.text = safe("\n".join(part for part in said.values() if part))


def _count(whole: Element, suite: Element, report: Report) -> None:
    totals = {
        "tests": str(len(suite)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": str(len(suite.findall("testcase/error"))),
        "skipped": str(len(suite.findall("testcase/skipped"))),
        "time": f"{sum(report.facts.get('seconds', {}).values()):.3f}",
    }
    suite.attrib.update(totals)
    # The outermost element has no `skipped` in the schemas that consumers check against.
    whole.attrib.update({name: total for name, total in totals.items() if name != "skipped"})
