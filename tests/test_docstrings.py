"""Every example in a docstring of the toolkit does what it shows."""

import doctest
import importlib
import pkgutil

import pytest

import counterfoil

# Importing it runs the command line.
NOT_IMPORTED = {"counterfoil.__main__"}
MODULES = [
    each.name
    for each in pkgutil.walk_packages(counterfoil.__path__, "counterfoil.")
    if each.name not in NOT_IMPORTED
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [importlib.import_module(name) for name in MODULES]
    examples = [test for each in modules for test in finder.find(each) if test.examples]
    assert len(examples) > 20
