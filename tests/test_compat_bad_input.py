"""Whatever two documents are like, comparing them ends in findings, in nothing, or in a clear refusal."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Monorepo

CASES = Path(__file__).parent / "cases" / "lint"


def compared(before: Path, after: Path, at: Path) -> tuple[int, str, str]:
    files = (str(before), str(after))
    ended = Monorepo(at).run_here("compat", *files, "--format", "json", "--all")
    return ended.returncode, ended.stdout, ended.stderr


def faulty() -> Iterator[Path]:
    """Every contract that breaks some rule, and its neighbour that does not."""
    for path in sorted(CASES.rglob("*")):
        if path.stem in ("openapi", "swagger", "schema") and path.parent.name[:1] == "v":
            yield path


@pytest.mark.slow
def test_no_two_faulty_contracts_are_a_crash(tmp_path: Path) -> None:
    pairs = list(pairwise(faulty()))
    assert len(pairs) > 100
    for before, after in pairs:
        code, out, err = compared(before, after, tmp_path)
        assert "Traceback" not in err, (before, after, err)
        assert code in (0, 1) or "describes" in err, (before, after, err)
        assert (code == 2) == ("cannot_run" in json.loads(out)["facts"])


WRECKS = {
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1e999",
    "not UTF-8": b"openapi: \xff",
    "cut": b'{"openapi": "3.1.0", "paths": {',
    "deep": b"[" * 100_000,
    "a bomb": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" * 3,
    "of no version": b'{"openapi": 3}',
    "nothing in it": b'{"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {}}',
    "all wrong": b'{"openapi": "3.1.0", "info": [], "paths": [1], "components": {"schemas": 7}}',
    "itself": b'{"openapi": "3.1.0", "info": {}, "paths": {"/a": {"$ref": "#/paths/~1a"}}}',
}
WHOLE = b"""{"openapi": "3.1.0", "info": {"title": "x", "version": "1.0.0"}, "paths": {"/a": {"get": {
"responses": {"200": {"description": "x", "content": {"application/json": {"schema": {"type": "integer"}}}}}}}}}"""


@pytest.mark.parametrize("name", WRECKS)
@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_wreck_on_either_side_is_told(tmp_path: Path, name: str, ending: str) -> None:
    wreck, whole = tmp_path / f"wreck.{ending}", tmp_path / f"whole.{ending}"
    wreck.write_bytes(WRECKS[name])
    whole.write_bytes(WHOLE)
    for before, after in ((wreck, whole), (whole, wreck), (wreck, wreck)):
        code, out, err = compared(before, after, tmp_path)
        assert "Traceback" not in err
        assert code in (0, 1, 2)
        if code == 0:
            # Nothing is clean that could not be read.
            assert name == "nothing in it"
        else:
            assert json.loads(out)["findings"] or "cannot run" in err
