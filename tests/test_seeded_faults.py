"""A provider with faults: each is found, alone and beside all others, as what it is and where it is."""

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

import pytest

from conftest import ROOT, Monorepo
from counterfoil.engine.contracts import load_file
from counterfoil.engine.render.json import read
from counterfoil.model import Bundle, Finding, Report
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.settings import Settings
from providers import inside, outside
from providers.parcels import asgi, wsgi
from providers.parcels.depot import KEY
from providers.parcels.faults import FAULTS, Fault

CONTRACT = ROOT / "tests/providers/parcels/openapi.yaml"
SENDERS = {
    "asgi": lambda faults: inside.asgi(asgi.application(faults)),
    "wsgi": lambda faults: inside.wsgi(wsgi.application(faults)),
}
FRAMEWORKS = tuple(SENDERS)
EVERY = tuple(each.name for each in FAULTS)
A_FEW = ("quantity-text-coerced", "read-without-etag", "deleted-still-there", "hundred-crashes")

frameworks = pytest.mark.parametrize("framework", FRAMEWORKS)
each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@cache
def contract() -> Bundle:
    (bundle,) = load_file(CONTRACT, ROOT).bundles
    return bundle


@cache
def examined(framework: str, *faults: str) -> Examined:
    """What an examination of the depot within this process finds."""
    send = SENDERS[framework](frozenset(faults))
    return examine(contract(), send, Settings(credentials={"apiKey": KEY}))


def is_root_cause(finding: Finding, fault: Fault) -> bool:
    """Whether a finding names the fault: by its rule, at its place or below it."""
    below = (f"{place}/" for place in fault.places)
    return finding.rule == fault.rule and (
        finding.at.pointer in fault.places or finding.at.pointer.startswith(tuple(below))
    )


def told(findings: Iterable[Finding]) -> str:
    """The findings, for whoever reads a failure."""
    return "\n".join(f"{each.rule} {each.at.pointer}: {each.message}" for each in findings)


def overlooked(faults: Sequence[Fault], findings: Sequence[Finding]) -> list[str]:
    """The faults that no finding names."""
    return [
        fault.name for fault in faults if not any(is_root_cause(each, fault) for each in findings)
    ]


def unexplained(faults: Sequence[Fault], findings: Sequence[Finding]) -> list[Finding]:
    """The findings that name no fault."""
    return [each for each in findings if not any(is_root_cause(each, fault) for fault in faults)]


def check_only(fault: Fault, findings: Sequence[Finding]) -> None:
    """The fault is found, as one finding, and nothing else is."""
    assert len(findings) == 1, told(findings)
    assert is_root_cause(findings[0], fault), told(findings)
    check_place(findings[0])


def check_place(finding: Finding) -> None:
    """The finding names the line where its place is in the contract."""
    positions = contract().contract.source.positions
    assert positions is not None
    assert finding.at.path == contract().contract.source.path
    assert (finding.at.line, finding.at.column) == positions.locate(finding.at.pointer)


@frameworks
def test_nothing_is_found_where_nothing_is_wrong(framework: str) -> None:
    assert told(examined(framework).findings) == ""


@frameworks
@each_fault
def test_a_fault_is_found_as_what_it_is_and_nothing_else_is(framework: str, fault: Fault) -> None:
    check_only(fault, examined(framework, fault.name).findings)


@frameworks
def test_all_faults_together_are_all_found_and_nothing_else_is(framework: str) -> None:
    findings = examined(framework, *EVERY).findings
    assert overlooked(FAULTS, findings) == [], told(findings)
    assert told(unexplained(FAULTS, findings)) == ""


def test_both_frameworks_lead_to_the_same_findings() -> None:
    one, other = (examined(framework, *EVERY).findings for framework in FRAMEWORKS)
    assert [each.fingerprint for each in one] == [each.fingerprint for each in other]


def reported(
    monorepo: Monorepo, framework: str, faults: Collection[str], *options: str
) -> tuple[int, Report]:
    """Exit code and report of the command line, examining a process."""
    with outside.running(framework, faults) as url:
        ran = monorepo.run(
            *("verify", "--contract", str(CONTRACT), "--url", url, "--format", "json", *options),
            *("--header", f"X-API-Key: {KEY}"),
        )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, read(ran.stdout, "standard output")


@pytest.mark.slow
@frameworks
def test_a_process_without_faults_passes(framework: str, monorepo: Callable[..., Monorepo]) -> None:
    code, report = reported(monorepo(), framework, ())
    assert (code, told(report.findings)) == (0, "")


@pytest.mark.slow
@frameworks
@each_fault
def test_a_process_with_a_fault_fails_for_that_alone(
    framework: str, fault: Fault, monorepo: Callable[..., Monorepo]
) -> None:
    code, report = reported(monorepo(), framework, [fault.name])
    assert code == 1
    assert len(report.findings) == 1, told(report.findings)
    assert is_root_cause(report.findings[0], fault), told(report.findings)


@pytest.mark.slow
@frameworks
def test_a_process_with_every_fault_fails_for_each(
    framework: str, monorepo: Callable[..., Monorepo]
) -> None:
    code, report = reported(monorepo(), framework, EVERY)
    assert code == 1
    assert overlooked(FAULTS, report.findings) == [], told(report.findings)
    assert told(unexplained(FAULTS, report.findings)) == ""


SERVICE = """\
[tool.counterfoil.service]
start = "python -m providers.parcels.{framework}"
provides = ["parcels/v1"]
env = {{FAULTS = "{faults}", PYTHONPATH = "{tests}"}}
credentials = {{apiKey = "{key}"}}
"""


def depot_in(made: Monorepo, framework: str, faults: Collection[str]) -> None:
    """Makes the depot a service of the monorepo, and parcels its contract."""
    table = SERVICE.format(
        framework=framework, faults=",".join(faults), tests=ROOT / "tests", key=KEY
    )
    made.write({"services/depot/pyproject.toml": table})
    place = made.root / "contracts/parcels/v1"
    place.mkdir(parents=True)
    shutil.copy(CONTRACT, place)


@pytest.mark.slow
@frameworks
def test_a_service_without_faults_passes(framework: str, monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo({})
    depot_in(made, framework, ())
    ran = made.run("verify", "depot", "--format", "json")
    assert ran.returncode == 0, ran.stdout
    assert json.loads(ran.stdout)["findings"] == []


@pytest.mark.slow
@frameworks
@pytest.mark.parametrize("name", A_FEW)
def test_a_service_with_a_fault_fails_for_that_alone(
    framework: str, name: str, monorepo: Callable[..., Monorepo]
) -> None:
    made = monorepo({})
    depot_in(made, framework, [name])
    ran = made.run("verify", "depot", "--format", "json")
    (fault,) = (each for each in FAULTS if each.name == name)
    (finding,) = read(ran.stdout, "standard output").findings
    assert ran.returncode == 1
    assert is_root_cause(finding, fault), told([finding])


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len(set(EVERY)) == len(EVERY) >= 24
