"""Versions are those that the installed distributions tell of themselves."""

from importlib.metadata import PackageNotFoundError, distributions

import pytest

from counterfoil.engine.installed import version


def test_versions_are_those_of_the_metadata() -> None:
    told = {each.name: each.version for each in reversed([*distributions()])}
    assert {name: version(name) for name in told} == told


@pytest.mark.parametrize("name", ["Jinja2", "JINJA2", "datamodel_code.generator"])
def test_a_name_may_be_spelled_in_any_way(name: str) -> None:
    assert version(name)


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(PackageNotFoundError):
        version("no-such-distribution")
