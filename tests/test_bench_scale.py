"""The bench of large contracts and of many measures what it says."""

import sys
from pathlib import Path

import pytest

from bench.growth import Row, limits
from bench.measure import Cost, measure
from bench.monolith import write_monolith
from corpus import ROOT


def took(wall: float, exit_code: int = 0) -> Cost:
    return Cost(exit_code, wall, wall, 50.0, "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
def test_each_process_is_measured_by_itself(tmp_path: Path) -> None:
    hold = "held = b'x' * 60_000_000; import time; time.sleep(0.3)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    own, worker = measure([sys.executable, "-c", child], tmp_path, {}).peaks
    assert own < 60 < worker


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
def test_what_nobody_waits_for_is_counted_all_the_same(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint('burnt', flush=True)\ntime.sleep(3)"
    left = (
        "import os, subprocess, sys, time\n"
        f"each = subprocess.Popen([sys.executable, '-c', {burn!r}], stdout=subprocess.PIPE)\n"
        "each.stdout.readline(); time.sleep(0.3); os._exit(0)"
    )
    assert measure([sys.executable, "-c", left], tmp_path, {}).cpu > 0.3


def test_a_package_of_models_is_joined_in_the_order_of_its_bases(tmp_path: Path) -> None:
    models = tmp_path / "client" / "models"
    models.mkdir(parents=True)
    (tmp_path / "base.py").write_text("class Record:\n    kind = 'record'\n", "utf-8")
    (models / "__init__.py").write_text("", "utf-8")
    early = "from __future__ import annotations\n\nfrom ...base import Record\nfrom .z import Z\n"
    (models / "a.py").write_text(f"{early}\n\nclass A(Z):\n    also: Record\n", "utf-8")
    (models / "z.py").write_text("from ...base import Record\n\n\nclass Z(Record): ...\n", "utf-8")
    text = write_monolith(tmp_path / "client").read_text("utf-8")
    lines = [line for line in text.splitlines() if line]
    assert lines == [
        "from __future__ import annotations",
        "from ..base import Record",
        "class Z(Record): ...",
        "class A(Z):",
        "    also: Record",
    ]


def test_models_in_one_module_are_their_own_monolith(tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("class A: ...\n", "utf-8")
    assert write_monolith(tmp_path).read_text("utf-8") == "class A: ...\n"


def test_growth_is_judged_by_what_a_further_contract_takes() -> None:
    # Every run takes one second before it begins with the first contract.
    cold = [Row("cold", count, took(1 + count * 0.01)) for count in (10, 100, 1000)]
    idle, edited = (Row(name, 1000, took(1.0)) for name in ("nothing changed", "one added"))
    flat, *others = limits([*cold, idle, edited], 1.0)
    assert flat.measured == pytest.approx(1.0)
    assert all(each.holds for each in (flat, *others))
    slower = Row("cold", 1000, took(1 + 1000 * 0.013))
    steep, *_ = limits([*cold[:2], slower, idle, edited], 1.0)
    assert not steep.holds


def test_a_machine_that_becomes_slower_is_no_growth() -> None:
    cold = [Row("cold", count, took(1 + count * 0.01)) for count in (10, 100)]
    later = [Row("cold", count, took(1 + count * 0.015)) for count in (10, 100)]
    largest = Row("cold", 1000, took(1 + 1000 * 0.0125))
    rest = (Row(name, 1000, took(1.0)) for name in ("nothing changed", "one added"))
    flat, *_ = limits([*cold, largest, *later, *rest], 1.0)
    assert flat.measured == pytest.approx(1.0)


def test_what_failed_keeps_no_limit() -> None:
    cold = [Row("cold", count, took(1.0 + count)) for count in (10, 100, 1000)]
    failed = Row("nothing changed", 1000, took(0.1, exit_code=2))
    *_, idle, edited = limits([*cold, failed, Row("one added", 1000, took(1.0))], 1.0)
    assert (idle.holds, edited.holds) == (False, True)


@pytest.mark.slow
def test_monorepos_are_measured_cold_idle_and_edited(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from tests.bench import growing, scale_table\n"
        "print(scale_table.MONOREPOS)\n"
        f"for row in growing.rows(Path({str(tmp_path)!r}), (1, 2)):\n"
        "    print(scale_table.monorepo(row))\n"
    )
    done = measure([sys.executable, "-c", program], ROOT, {})
    heading, *found = done.lines
    assert done.exit_code == 0
    assert heading.split() == [
        *("monorepo", "contracts", "CPU", "s", "wall", "s"),
        *("MB", "workers", "MB", "ms", "a", "contract", "remarks"),
    ]
    assert [line.rpartition("  ")[0].split("  ")[0] for line in found] == [
        *("cold", "models alone", "cold", "cold", "nothing changed", "one property added")
    ]
    assert "generate:" not in done.said
