"""What examining a provider of eleven operations costs, its start included."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..corpus import ROOT
from . import parcels
from .limits import REFERENCE_PLAIN, Limit
from .measure import measure

_SERVICE = """\
[tool.counterfoil.service]
start = "{python} -m providers.parcels.{framework}"
provides = ["parcels/v1"]
credentials = {{ apiKey = "open-sesame" }}
env = {{ PYTHONPATH = "{tests}" }}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One provider: seconds for all of it, how many requests it got, and how it ended."""

    framework: str
    wall: float
    requests: int
    exit_code: int
    remark: str = ""


def rows() -> Iterator[Row]:
    """The same provider over ASGI and over WSGI."""
    for framework in ("asgi", "wsgi"):
        with tempfile.TemporaryDirectory() as folder:
            yield _examined(framework, Path(folder))


def limits(found: Row, plain: float) -> Iterator[Limit]:
    """What holds of it; `plain` is the CPU of the plain server's request in this run."""
    yield Limit(f"verify, {found.framework}: exit code", found.exit_code, 0)
    yield Limit(f"verify, {found.framework}: requests", found.requests, 400)
    most = 2.5 * plain / REFERENCE_PLAIN
    yield Limit(f"verify, {found.framework}: seconds", found.wall, most)


def _examined(framework: str, root: Path) -> Row:
    _lay_out(framework, root)
    report = root / "report.json"
    command = [sys.executable, "-P", "-m", "counterfoil", "verify", "parcels"]
    cost = measure(
        [*command, "--format", "json", "--output", str(report)],
        root,
        {"CI": "1", "PYTHONPATH": str(ROOT / "codegen")},
    )
    facts = json.loads(report.read_text("utf-8"))["facts"] if report.exists() else {}
    examined = facts.get("examined", {}).get("parcels/v1", {})
    remark = "" if cost.exit_code == 0 else cost.lines[0]
    return Row(framework, cost.wall, examined.get("requests", 0), cost.exit_code, remark)


def _lay_out(framework: str, root: Path) -> None:
    service, contract = root / "services/parcels", root / "contracts/parcels/v1"
    for each in (service, contract):
        each.mkdir(parents=True)
    (root / "pyproject.toml").write_text('[tool.counterfoil]\npackage = "parcel_contracts"\n')
    (contract / "openapi.yaml").write_text(parcels.CONTRACT.read_text("utf-8"), "utf-8")
    table = _SERVICE.format(python=sys.executable, framework=framework, tests=ROOT / "tests")
    (service / "pyproject.toml").write_text(table, "utf-8")
