"""Where the documents that follow from contracts stand in the generated folder."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from counterfoil.engine.survey import Named

FOLDER = "docs"
COMPATIBILITY = f"{FOLDER}/compatibility.md"
DEPRECATIONS = f"{FOLDER}/deprecations.md"
CALENDAR = "deprecations.ics"
ATTRIBUTES = f"{FOLDER}/.gitattributes"

N = TypeVar("N", bound=Named)


def in_its_place(contract: Named) -> tuple[str, int, str]:
    """By name, and by the number of its version: `v10` comes after `v9`."""
    number = re.match(r"v([0-9]+)", contract.version)
    return contract.name, int(number[1]) if number else 0, contract.version


def several_versions(contracts: Iterable[N]) -> Iterator[tuple[N, ...]]:
    """The versions, in their order, of each contract that has more than one."""
    for _, group in groupby(sorted(contracts, key=in_its_place), key=lambda each: each.name):
        versions = tuple(group)
        if len(versions) > 1:
            yield versions


def paths_of(versions: Sequence[Named]) -> list[str]:
    """Where the documents of a contract with these versions stand: the changelog, then the guides."""
    folder = f"{FOLDER}/contracts/{versions[0].name}"
    guides = (f"{folder}/{one.version}-to-{other.version}.md" for one, other in pairwise(versions))
    return [f"{folder}/changelog.md", *guides]
