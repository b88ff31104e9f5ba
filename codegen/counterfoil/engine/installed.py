"""What is installed: versions of distributions, and what they register.

`importlib.metadata` takes as long to import as a small contract to be read, and reads the whole of what
is told of a distribution for its version. The name of the folder that tells it has that, too.
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

_ENDING = ".dist-info"
_SEPARATORS = re.compile(r"[-_.]+")


def version(name: str) -> str:
    """The version of an installed distribution. Raises PackageNotFoundError where there is none."""
    known = _versions()
    normal = _normal(name)
    if normal in known:
        return known[normal]
    from importlib import metadata

    return metadata.version(name)


def entry_points_of(group: str) -> "EntryPoints":
    """What distributions have registered in a group of entry points."""
    from importlib.metadata import entry_points

    return entry_points(group=group)


@cache
def _versions() -> dict[str, str]:
    """Version by name, as the folders in `sys.path` say them; the first folder counts."""
    found: dict[str, str] = {}
    for name, said in (each for folder in sys.path for each in _said_in(folder or os.curdir)):
        found.setdefault(_normal(name), said)
    return found


def _said_in(folder: str) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(folder) as found:
            names = [each.name for each in found]
    except OSError:  # an archive, or nothing at all
        return
    for each in names:
        if each.endswith(_ENDING):
            name, _, said = each.removesuffix(_ENDING).partition("-")
            yield name, said


def _normal(name: str) -> str:
    return _SEPARATORS.sub("-", name).lower()
