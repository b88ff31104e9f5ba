"""Suites of consumers: compiled from expectations, and run against each kind of target."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo
from counterfoil.compile.formatting import formatted
from library import CONTRACT
from stub_process import stub_process
from suites import EXPECTATIONS, READER, suites_of

Make = Callable[..., Monorepo]
CASES = ROOT / "tests/cases/suites"
FAILING = {
    "library": [],
    "messages": [],
    "unsayable": ["test_a_field_that_is_gone"],
    "workshop": [],
}
"""Case → the tests of its suites that fail, as they should."""
FILES = {"contracts/library/v1/openapi.yaml": CONTRACT, READER: EXPECTATIONS}
OTHER = READER.replace("reader", "binder")
STATED = """\
consumer: reader
interactions:
  - description: There is such a book already
    given: [{state: a book, params: {called: Emma}}]
    request:
      operation: addBook
      body: {title: Emma, genre: novel, pages: 474}
    response: {status: 409, reads: [/why]}
  - description: A book
    request: {operation: readBook, path: {bookId: 1}}
    response: {status: 200, reads: [/title, /weight]}
"""


def generated(made: Monorepo) -> Path:
    """The generated folder of a monorepo, now that it was written."""
    ran = made.run("generate")
    assert ran.returncode == 0, ran.stdout
    return made.root / "generated"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the contract of the library and its reader's expectations compile to."""
    made = Monorepo(tmp_path_factory.mktemp("library"))
    made.write({**FILES, "pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n'})
    return generated(made)


def of_case(case: str, make: Make) -> Monorepo:
    """A monorepo with the contracts of a case."""
    made = make({})
    shutil.copytree(CASES / case / "contracts", made.root / "contracts")
    return made


@pytest.mark.parametrize("case", FAILING)
def test_suites_are_written_as_a_person_would(
    case: str, monorepo: Make, expect: Callable[[Path, str], None]
) -> None:
    folder = generated(of_case(case, monorepo)) / "tests"
    for path in sorted(folder.glob("*/test_*.py")):
        text = path.read_text("utf-8")
        assert text == formatted(text)
        expect(CASES / case / f"{path.parent.name}.{path.name}.txt", text)


@pytest.mark.slow
@pytest.mark.parametrize("case", FAILING)
def test_suites_hold_against_stubs(case: str, monorepo: Make) -> None:
    made = of_case(case, monorepo)
    generated(made)
    assert suites_of(made).failed == FAILING[case]


@pytest.mark.slow
@pytest.mark.parametrize("case", FAILING)
def test_suites_are_typed(case: str, monorepo: Make) -> None:
    made = of_case(case, monorepo)
    folder = generated(made)
    made.write({"generated/mypy.ini": "[mypy]\nstrict = true\n"})
    made.write({"generated/pyrightconfig.json": '{"include": ["tests"]}'})
    for tool in (("mypy", "tests"), ("basedpyright", "--level", "error")):
        command = [sys.executable, "-m", *tool]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout


def test_a_suite_holds_against_the_stub(monorepo: Make, library: Path) -> None:
    made = monorepo({})
    shutil.copytree(library, made.root / "generated")
    ran = suites_of(made, "-k", "genre or added or such_a_book")
    assert ran.counts == {"passed": 3}


def test_the_files_of_a_contract_go_along_byte_for_byte(monorepo: Make) -> None:
    made = of_case("messages", monorepo)
    copies = generated(made) / "tests/contracts"
    for name in ("schema.json", "common.json"):
        path = f"mail/parcel-sent/v1/{name}"
        assert (copies / path).read_bytes() == (made.root / "contracts" / path).read_bytes()


def test_another_consumer_changes_no_other_file(monorepo: Make) -> None:
    made = monorepo(FILES)
    folder = generated(made)
    before = {path: path.read_bytes() for path in folder.rglob("*.py")}
    first, second, third = EXPECTATIONS.split("  - description:")[1:]
    listed = "  - description:".join(["consumer: binder\ninteractions:\n", third, first, second])
    made.write({OTHER: listed})
    generated(made)
    after = {path: path.read_bytes() for path in folder.rglob("*.py")}
    new = {path.relative_to(folder).as_posix() for path in after.keys() - before.keys()}
    assert new == {"tests/binder/__init__.py", "tests/binder/test_library_v1.py"}
    assert {path: after[path] for path in before} == before


def test_a_suite_goes_with_its_expectations(monorepo: Make) -> None:
    made = monorepo(FILES)
    folder = generated(made)
    (made.root / READER).unlink()
    found = made.run("drift").stdout
    assert "generated/tests/reader/test_library_v1.py belongs to no contract any more" in found
    generated(made)
    assert not (folder / "tests").exists()
    assert "drift" not in made.run("drift").stdout


def test_what_pytest_leaves_behind_is_no_drift(monorepo: Make) -> None:
    made = monorepo(FILES)
    generated(made)
    made.write({"generated/tests/.pytest_cache/README.md": "", "generated/tests/__pycache__/x": ""})
    assert made.run("drift").returncode == 0


def test_consumers_that_no_package_can_be_called_like_have_suites(monorepo: Make) -> None:
    names = ("contracts", "class", "night-shift")
    files = {
        READER.replace("reader", name): EXPECTATIONS.replace(
            "consumer: reader", f"consumer: {name}"
        )
        for name in names
    }
    folder = generated(monorepo({**FILES, **files})) / "tests"
    found = {path.parent.name for path in folder.glob("*/test_library_v1.py")}
    assert found == {"reader", "contracts_", "class_", "night_shift"}


ODD = """\
openapi: 3.1.0
info: {title: Odd, version: 1.0.0}
x-owner: team-odd
security: []
paths:
"""
ODDLY = "  /{0}: {{get: {{operationId: {0}, responses: {{'204': {{description: Done.}}}}}}}}\n"
ASKED = """\
  - description: {}
    request: {{operation: {}}}
    response: {{status: 204}}
"""


def test_names_that_mean_something_to_pytest_are_not_taken(monorepo: Make) -> None:
    names = ("testMe", "setup_module", "pytestmark", "pytest_generate_tests", "client", "provider")
    told = ("A call ends at its deadline", "Setup", "import os", '"""', "é 7", "class")
    said = map(ASKED.format, map(repr, told), names)
    made = monorepo(
        {
            "contracts/pytest/v1/openapi.yaml": ODD + "".join(map(ODDLY.format, names)),
            "contracts/pytest/v1/expectations/pytest.yaml": "consumer: pytest\ninteractions:\n"
            + "".join(said),
        }
    )
    generated(made)
    ran = suites_of(made, "-k", "not test_a_call_ends_at_its_deadline or deadline_2")
    assert ran.failed == []
    assert "test_a_call_ends_at_its_deadline_2" in suites_of(made, "--collect-only").output


@pytest.mark.slow
def test_a_suite_holds_against_what_answers_at_a_url(monorepo: Make) -> None:
    made = monorepo({**FILES, READER: STATED})
    generated(made)
    with stub_process("library/v1", "--port", "0", at=made.root) as stub:
        url = stub.urls["library/v1"]
        ran = suites_of(made, f"--counterfoil-target={url}", "--counterfoil-credential=bearer=any")
        assert ran.failed == []
        assert ran.counts["passed"] == 1
        assert "nothing brings" in ran.output and "'a book called Emma'" in ran.output
        assert "the target is no stub" in ran.output
        locked = suites_of(made, f"--counterfoil-target=library/v1={url}", "-k", "test_a_book")
        assert "there is no credential for bearer: --counterfoil-credential" in locked.output
        elsewhere = suites_of(made, f"--counterfoil-target=shelf/v1={url}")
        assert "--counterfoil-target names no URL of library/v1" in elsewhere.output
        assert elsewhere.counts.keys() == {"skipped"}


def test_a_target_that_is_none_is_refused(monorepo: Make, library: Path) -> None:
    made = monorepo({})
    shutil.copytree(library, made.root / "generated")
    for target in ("stubs", "process:", "library/v1=ftp://x"):
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", f"--counterfoil-target={target}", "generated/tests"],
            cwd=made.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 4
        assert f"--counterfoil-target {target} names no target" in ran.stderr


@pytest.mark.slow
def test_suites_are_plain_pytest(monorepo: Make, library: Path) -> None:
    made = monorepo({})
    shutil.copytree(library, made.root / "generated")
    report = made.root / "report.xml"
    ran = suites_of(made, "-n", "2", f"--junitxml={report}", "-m", "not counterfoil_stub")
    assert ran.counts == {"passed": 3}
    assert '<property name="expectation" value="A book is added"' in report.read_text("utf-8")


BROKEN = {
    "no unknown field": ("_runtime/records.py", 'extra="allow"', 'extra="forbid"'),
    "POST repeated": ("_runtime/client_retries.py", '"GET", "HEAD"', '"GET", "POST", "HEAD"'),
    "never repeated": ("_runtime/client_retries.py", "attempt >= self.attempts", "attempt >= 1"),
    "pydantic's errors": (
        "_runtime/client_replies.py",
        "    except (ValidationError, UnicodeDecodeError) as problem:\n        raise",
        "    except UnicodeDecodeError as problem:\n        raise",
    ),
    "httpx2's errors": (
        "_runtime/client_exchange.py",
        "return UnreachableError(f",
        "return ValueError(f",
    ),
    "no body": ("_runtime/client_replies.py", "_error_body(reply, response))", "None)"),
    "wrong exception": (
        "library/v1/client/operations.py",
        "errors.ConflictError",
        "errors.NotFoundError",
    ),
}
NOTICED = {
    "no unknown field": ["test_an_answer_that_says_more_or_less_is_read"],
    "POST repeated": ["test_a_call_is_repeated_where_that_does_no_harm"],
    "never repeated": ["test_a_call_is_repeated_where_that_does_no_harm"],
    "pydantic's errors": [
        "test_an_answer_that_breaks_the_contract_is_read_or_told",
        "test_an_answer_that_cannot_be_read_is_told",
    ],
    "httpx2's errors": [
        "test_an_answer_that_cannot_be_read_is_told",
        "test_the_async_client_raises_the_same",
        "test_what_befalls_the_provider_is_told",
    ],
    "no body": [
        "test_a_documented_error_is_raised_with_its_body",
        "test_there_is_such_a_book_already",
    ],
    "wrong exception": [
        "test_a_documented_error_is_raised_with_its_body",
        "test_there_is_such_a_book_already",
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", BROKEN)
def test_a_client_that_is_broken_fails_the_test_that_looks_at_it(
    fault: str, monorepo: Make, library: Path
) -> None:
    made = monorepo({})
    path, right, wrong = BROKEN[fault]
    file = shutil.copytree(library, made.root / "generated") / "sample_contracts" / path
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    assert suites_of(made, "-k", "not deadline").failed == NOTICED[fault]


@pytest.mark.slow
def test_a_field_that_the_contract_lost_fails_what_reads_it(monorepo: Make, library: Path) -> None:
    made = monorepo({})
    folder = shutil.copytree(library, made.root / "generated")
    copy = folder / "tests/contracts/library/v1/openapi.yaml"
    text = copy.read_text("utf-8")
    lost = "        weight: {type: integer, minimum: 0}\n"
    assert lost in text
    copy.write_text(text.replace(lost, ""), "utf-8")
    assert suites_of(made, "-k", "not deadline").failed == ["test_the_books_of_a_genre"]
