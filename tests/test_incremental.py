"""A run makes what has changed alone, and ends in the bytes of one that made everything."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Monorepo

SETTINGS = """\
[tool.counterfoil]
package = "kept_contracts"
distribution = "kept-contracts"
[tool.counterfoil.rules]
unresolved-reference = "warning"
"""
MONEY = "contracts/common/money.yaml"
Edit = Callable[[Path], object]


def contract(title: str, *fields: str, more: Mapping[str, Any] | None = None) -> str:
    """A small contract with a field of the shared file, as JSON, which is YAML."""
    properties: dict[str, Any] = {each: {"type": "string"} for each in fields}
    properties["price"] = {"$ref": "../../common/money.yaml#/Money"}
    said = {
        "description": "One.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": title, "version": "1.0.0"},
            "paths": {"/things": {"get": {"operationId": "getThing", "responses": {"200": said}}}},
            "components": {"schemas": {"Thing": {"type": "object", "properties": properties}}},
            **(more or {}),
        },
        indent=1,
    )


def expectations(consumer: str, field: str) -> str:
    read = {"status": 200, "reads": [f"/{field}"]}
    asked = {"description": "Reads", "request": {"operation": "getThing"}, "response": read}
    return json.dumps({"consumer": consumer, "interactions": [asked]})


MESSAGE = json.dumps(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ThingPlaced",
        "type": "object",
        "properties": {"id": {"type": "string"}},
    }
)
FILES = {
    "pyproject.toml": SETTINGS,
    MONEY: "Money: {type: object, properties: {amount: {type: integer}}}\n",
    "contracts/alpha/v1/openapi.yaml": contract("Alpha", "name"),
    "contracts/beta/v1/openapi.yaml": contract("Beta", "name"),
    "contracts/beta/v2/openapi.yaml": contract("Beta", "name", "colour"),
    "contracts/beta/v1/expectations/desk.yaml": expectations("desk", "name"),
    "contracts/events/thing-placed/v1/schema.json": MESSAGE,
    "services/desk/pyproject.toml": '[tool.counterfoil.service]\nconsumes = ["beta/v1"]\n',
}


def write(root: Path, files: Mapping[str, str]) -> None:
    Monorepo(root).write(files)


def says(path: str, text: str) -> Edit:
    return lambda root: write(root, {path: text})


def gone(path: str) -> Edit:
    def edit(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        (root / path).unlink(missing_ok=True)

    return edit


def moved(path: str, to: str) -> Edit:
    def edit(root: Path) -> None:
        if (root / path).is_dir() and not (root / to).exists():
            (root / to).parent.mkdir(parents=True, exist_ok=True)
            (root / path).rename(root / to)

    return edit


def generated(which: int, change: Callable[[Path], object]) -> Edit:
    """Does something to one of the generated files, whichever that is."""

    def edit(root: Path) -> None:
        files = sorted(each for each in (root / "generated").rglob("*") if each.is_file())
        files = [each for each in files if each.name != "manifest.json"]
        if files:
            change(files[which % len(files)])

    return edit


def _linked(root: Path) -> None:
    """Puts a link in the place of the shared file."""
    write(
        root,
        {
            "contracts/common/other.yaml": (
                (root / MONEY).read_text("utf-8") if (root / MONEY).is_file() else FILES[MONEY]
            )
        },
    )
    (root / MONEY).unlink(missing_ok=True)
    (root / MONEY).symlink_to("other.yaml")


def _unlinked(root: Path) -> None:
    if (root / MONEY).is_symlink():
        (root / MONEY).unlink()
    write(root, {MONEY: FILES[MONEY]})


SUNSET = {"deprecated": True, "x-deprecated-since": "2030-01-01", "x-sunset": "2031-01-01"}
EDITS: dict[str, Edit] = {
    "a property more": says("contracts/alpha/v1/openapi.yaml", contract("Alpha", "name", "size")),
    "another title": says("contracts/alpha/v1/openapi.yaml", contract("Aleph", "name")),
    "as it was": says("contracts/alpha/v1/openapi.yaml", FILES["contracts/alpha/v1/openapi.yaml"]),
    "broken": says("contracts/alpha/v1/openapi.yaml", "openapi: 3.1.0\n  oh: ["),
    "deprecated": says("contracts/alpha/v1/openapi.yaml", contract("Alpha", "name", more=SUNSET)),
    "with a mark": says("contracts/alpha/v1/openapi.yaml", "\ufeff" + contract("Alpha", "name")),
    "another version": says("contracts/alpha/v2/openapi.yaml", contract("Alpha", "name")),
    "no other version": gone("contracts/alpha/v2"),
    "a third version": says("contracts/beta/v3/openapi.yaml", contract("Beta", "colour")),
    "no third version": gone("contracts/beta/v3"),
    "the second breaks": says("contracts/beta/v2/openapi.yaml", contract("Beta", "colour")),
    "the first is gone": gone("contracts/beta/v1"),
    "the first is back": says("contracts/beta/v1/openapi.yaml", contract("Beta", "name")),
    "renamed": moved("contracts/alpha", "contracts/gamma/alpha"),
    "renamed back": moved("contracts/gamma/alpha", "contracts/alpha"),
    "a collision": says("contracts/Beta/v1/openapi.yaml", contract("Beta", "name")),
    "no collision": gone("contracts/Beta"),
    "shared file": says(MONEY, "Money: {type: object, properties: {cents: {type: integer}}}\n"),
    "shared file gone": gone(MONEY),
    "shared file back": _unlinked,
    "shared file linked": _linked,
    "link leads elsewhere": says("contracts/common/other.yaml", "Money: {type: integer}\n"),
    "relied on": says("contracts/alpha/v1/expectations/desk.yaml", expectations("desk", "name")),
    "relied on no more": gone("contracts/alpha/v1/expectations"),
    "another consumer": says(
        "contracts/beta/v1/expectations/till.json", expectations("till", "name")
    ),
    "misnamed consumer": says(
        "contracts/beta/v1/expectations/till.json", expectations("desk", "name")
    ),
    "no consumer": gone("contracts/beta/v1/expectations"),
    "consumes more": says(
        "services/desk/pyproject.toml",
        '[tool.counterfoil.service]\nconsumes = ["beta/v1", "alpha/v1"]\n',
    ),
    "edited by hand": generated(7, lambda file: file.write_text("# mine\n", "utf-8")),
    "deleted by hand": generated(11, Path.unlink),
    "document deleted": gone("generated/docs"),
    # Without its manifest nobody knows which files are ours, and none would be removed.
    "all of it deleted": gone("generated"),
}


def begun(root: Path) -> Path:
    write(root, FILES)
    return root


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def generate(root: Path) -> tuple[int, dict[str, Any]]:
    done = Monorepo(root).run_here("generate", "--jobs", "1", "--format", "json")
    return done.returncode, json.loads(done.stdout)


def told(report: Mapping[str, Any]) -> tuple[object, ...]:
    """What a report says that does not depend on what was made before."""
    facts = report["facts"]
    return report["findings"], *(
        facts[each] for each in ("contracts", "operations", "schemas", "files")
    )


def check(root: Path, name: str) -> None:
    """Generates, and compares with a clean build of the same contracts."""
    before = contents(root / "generated")
    code, report = generate(root)
    with tempfile.TemporaryDirectory() as made:
        clean = Path(made).resolve()
        for each in ("contracts", "services"):
            shutil.copytree(root / each, clean / each, symlinks=True)
        shutil.copy(root / "pyproject.toml", clean)
        other, anew = generate(clean)
        assert (code, told(report)) == (other, told(anew)), name
        if code == 0:
            assert contents(root / "generated") == contents(clean / "generated"), name
        else:
            assert contents(root / "generated") == before, name
    if code == 0:
        again, idle = generate(root)
        assert (again, told(idle)) == (0, told(report)), name
        assert not idle["facts"]["compiled"], name


@pytest.mark.slow
def test_every_edit_ends_in_a_clean_build(tmp_path: Path) -> None:
    root = begun(tmp_path)
    check(root, "at first")
    for name, edit in EDITS.items():
        edit(root)
        check(root, name)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), min_size=2, max_size=6
    )
)
def test_any_order_of_edits_ends_in_a_clean_build(steps: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as made:
        root = begun(Path(made).resolve())
        generate(root)
        for step in steps:
            for name in step:
                EDITS[name](root)
            check(root, " / ".join(map(str, steps)))
