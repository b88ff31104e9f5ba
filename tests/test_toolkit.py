"""A service that asks for the toolkit gets the one that runs, however that was installed."""

import json
from pathlib import Path

import pytest

from counterfoil.environments import _made_from
from counterfoil.toolkit import is_meant, requirement, requirement_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ({}, ("counterfoil==1.2",)),
        (
            {"url": "file:///src/a%20folder", "dir_info": {"editable": True}},
            ("-e", "/src/a folder"),
        ),
        ({"url": "file:///src/counterfoil", "dir_info": {}}, ("/src/counterfoil",)),
        (
            {"url": "file:///wheels/counterfoil-1.2-py3-none-any.whl", "archive_info": {}},
            ("counterfoil @ file:///wheels/counterfoil-1.2-py3-none-any.whl",),
        ),
        (
            {
                "url": "https://git.example/counterfoil",
                "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"},
            },
            (f"counterfoil @ git+https://git.example/counterfoil@{COMMIT}",),
        ),
    ],
)
def test_the_very_toolkit_that_runs_is_installed(
    origin: dict[str, object], told: tuple[str, ...]
) -> None:
    assert requirement_of(origin, "1.2") == told


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("counterfoil", True),
        ("Counterfoil[stub] >= 1", True),
        ("counterfoil-contracts", False),
        ("counterfoil_extras", False),
        ("pytest", False),
        ("", False),
    ],
)
def test_a_requirement_is_known_by_its_name(asked: str, meant: bool) -> None:
    assert is_meant(asked) is meant


@pytest.mark.parametrize(("extra", "has"), [("counterfoil[stub]", True), ("pytest", False)])
def test_an_environment_has_it_only_where_the_service_asks_for_it(
    tmp_path: Path, extra: str, has: bool
) -> None:
    for folder in ("generated", "services/desk"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "pyproject.toml").write_text(
            f'[project]\nname = "desk"\noptional-dependencies.test = ["{extra}"]\n'
        )
    made_from = json.loads(_made_from(tmp_path, "generated", "desk"))
    assert (made_from[-len(requirement()) :] == list(requirement())) is has
