"""What the reference consumers rely on holds of the services themselves, as of their stubs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOLD = [("notifications", "orders", 3), ("orders", "inventory", 4), ("orders", "payments", 4)]
"""Consumer, provider, and how many expectations pass: a message that is none of the provider's passes, too."""


@pytest.mark.slow
@pytest.mark.parametrize(("consumer", "provider", "count"), HOLD)
def test_suites_hold_against_services_in_the_states_that_they_name(
    consumer: str, provider: str, count: int
) -> None:
    told = ("--counterfoil-target", f"process:{provider}", "-m", "expectation", "-rs")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *told, consumer],
        cwd=ROOT / "generated" / "tests",
        env={**os.environ, "PYTHONPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert f"{count} passed" in ran.stdout
    assert "nothing brings" not in ran.stdout
