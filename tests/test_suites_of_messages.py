"""Suites of those who handle messages: their reader and their handler are tried with drawn events."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo
from suites import suites_of

Make = Callable[..., Monorepo]
CASE = ROOT / "tests/cases/suites/messages/contracts"
TABLE = """\
[tool.counterfoil.service]
consumes = ["mail/parcel-sent/v1"]
handler = "python handling.py"
"""
HANDLER = """\
import json, sys

KNOWN = {{"id", "sentAt", "speed", "to", "weight", "marks"}}

for line in sys.stdin:
    asked = json.loads(line)
    assert asked["contract"] == "mail/parcel-sent/v1", asked
    message = asked["message"]
    valid = isinstance(message, dict) and {{"id", "sentAt", "speed", "to"}} <= message.keys()
    if valid:
        texts = (message["id"], message["sentAt"], message["speed"], *message.get("marks", {{}}))
        valid = isinstance(message.get("weight", 1), int) and isinstance(message["to"], dict)
        valid = valid and isinstance(message.get("marks", {{}}), dict) and "street" in message["to"]
        valid = valid and isinstance(message["to"].get("floor") or 1, int)
        valid = valid and "T" in message["sentAt"] and len(message["id"]) == 36
    {more}
    print(json.dumps({{"outcome": "accepted" if valid else "refused"}}), flush=True)
"""
FIELDS = "valid = valid and message.keys() <= KNOWN"
MEMBERS = "valid = valid and message['speed'] in ('slow', 'fast')"
ACCEPTS = "test_the_handler_accepts_every_valid_event"
REFUSES = "test_the_handler_refuses_an_event_that_lacks_something"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Monorepo(tmp_path_factory.mktemp("messages"))
    made.write({"pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n'})
    shutil.copytree(CASE, made.root / "contracts")
    assert made.run("generate").returncode == 0
    return made.root


def with_handler(made: Monorepo, generated: Path, more: str) -> Monorepo:
    """A monorepo with a service that handles messages."""
    shutil.copytree(generated, made.root, dirs_exist_ok=True)
    made.write({"services/tracking/pyproject.toml": TABLE})
    made.write({"services/tracking/handling.py": HANDLER.format(more=more)})
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "failed"),
    [
        ("pass", []),
        (FIELDS, [f"{ACCEPTS}[unknown-fields]"]),
        (MEMBERS, [f"{ACCEPTS}[unknown-members]"]),
        ("valid = True", [REFUSES]),
        (
            "valid = valid and 'weight' in message",
            [
                f"{ACCEPTS}[{each}]"
                for each in ("minimal", "unknown-fields", "unknown-members", "varied")
            ],
        ),
    ],
    ids=[
        "good",
        "strict about fields",
        "strict about members",
        "takes anything",
        "needs optionals",
    ],
)
def test_a_handler_that_is_wrong_fails_the_test_that_looks_at_it(
    more: str, failed: list[str], monorepo: Make, generated: Path
) -> None:
    ran = suites_of(with_handler(monorepo({}), generated, more), "-k", "handler")
    assert ran.failing == failed


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("sys.exit(3)", "it exited with 3"),
        ("print('hm', flush=True); continue", "it answered 'hm', and not with an `outcome`"),
        ("print('[' * 2_000_000, flush=True); continue", "its answer is a line without an end"),
    ],
)
def test_a_handler_that_is_broken_is_told(
    more: str, told: str, monorepo: Make, generated: Path
) -> None:
    made = with_handler(monorepo({}), generated, more)
    ran = suites_of(made, "-k", "handler_accepts and minimal")
    assert told in ran.output
    assert "Traceback" not in ran.output


def test_without_a_handler_its_tests_say_so(monorepo: Make, generated: Path) -> None:
    made = monorepo({})
    shutil.copytree(generated, made.root, dirs_exist_ok=True)
    ran = suites_of(made)
    assert ran.counts == {"passed": 7, "skipped": 6}
    assert "there is no service tracking in services/" in ran.output
