"""The variables that a service starts with: its own interpreter first, and where its neighbours are."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil.engine.services import FOLDER, Service
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.words import nearest
from counterfoil.model import CannotRun

CONTROL = "STUBS_CONTROL_URL"
_PLACEHOLDER = re.compile(r"\{([a-z0-9][a-z0-9._/-]*)\}")
_BIN = "Scripts" if os.name == "nt" else "bin"
_OURS = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
"""What the toolkit's own interpreter was started with, and a service must not inherit."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a service runs this time."""

    port: int
    scratch: Path
    """A folder that is gone afterwards."""
    neighbours: Mapping[str, str] = field(default_factory=dict)
    """Contract that the service consumes → base URL of its stub."""
    control: str = ""
    """Where the stubs can be told what to answer; empty where there are none."""


@dataclass(frozen=True, slots=True)
class Home:
    """The monorepo that services live in."""

    root: Path
    generated: Path


def variables(service: Service, home: Home, here: Surroundings) -> dict[str, str]:
    """The whole environment of a service's process."""
    return {
        **_interpreter(service, home),
        **_addresses(here),
        **{
            name: filled(value, service, here, f"env.{name}") for name, value in service.env.items()
        },
    }


def beside(environment: Mapping[str, str], here: Surroundings) -> Mapping[str, str]:
    """The environment of what sets the service's states: it may tell the stubs what to answer."""
    return {**environment, CONTROL: here.control} if here.control else environment


def filled(text: str, service: Service, here: Surroundings, key: str) -> str:
    """The text with its placeholders replaced. Raises CannotRun for one that almost is one."""
    known = {"port": str(here.port), "scratch": here.scratch.as_posix(), **here.neighbours}

    def value(match: re.Match[str]) -> str:
        if match[1] in known:
            return known[match[1]]
        near = nearest(match[1], known, 0.75)
        if not near and "/" not in match[1]:
            return match[0]  # braces of the service's own
        raise CannotRun(
            f"{FOLDER}/{service.name}/{SETTINGS_FILE}: `{key}` has the placeholder {match[0]}, which"
            " stands for nothing",
            f"what may stand in braces is {', '.join(known)}",
            f"Write {{{near}}}." if near else f"Name {match[1]} under `consumes`.",
        )

    return _PLACEHOLDER.sub(value, text)


def _interpreter(service: Service, home: Home) -> dict[str, str]:
    """The environment of this process, with the service's own interpreter at the head of PATH."""
    inherited = dict(os.environ)
    own = own_environment(service, home)
    if own is not None:
        kept = {name: value for name, value in inherited.items() if name not in _OURS}
        return {**kept, "PATH": _before(own / _BIN, kept), "VIRTUAL_ENV": str(own)}
    # Nobody has made it an environment: it gets ours, in which nothing of it need be installed.
    path = os.pathsep.join(filter(None, (str(home.generated), inherited.get("PYTHONPATH", ""))))
    if "VIRTUAL_ENV" in inherited:
        return {**inherited, "PYTHONPATH": path}
    running = Path(sys.executable).parent
    return {**inherited, "PYTHONPATH": path, "PATH": _before(running, inherited)}


def own_environment(service: Service, home: Home) -> Path | None:
    """The environment that somebody has made for a service; None where it gets ours."""
    places = (service.folder / ".venv", home.root / ".nox" / f"services-{service.name}")
    return next((each for each in places if (each / _BIN).is_dir()), None)


def _before(folder: Path, inherited: Mapping[str, str]) -> str:
    return os.pathsep.join((str(folder), inherited.get("PATH", os.defpath)))


def _addresses(here: Surroundings) -> dict[str, str]:
    """`PORT`, and each neighbour's URL: `INVENTORY_V1_URL`, and `INVENTORY_URL` where that is clear."""
    found = {"PORT": str(here.port)}
    names = [contract.rpartition("/")[0] for contract in here.neighbours]
    for contract, url in here.neighbours.items():
        name = contract.rpartition("/")[0]
        found[f"{_variable(contract)}_URL"] = url
        if names.count(name) == 1:
            found[f"{_variable(name)}_URL"] = url
    return found


def _variable(text: str) -> str:
    """A contract's name as that of a variable.

    >>> _variable("order-lines/v2")
    'ORDER_LINES_V2'
    """
    return "_".join(re.findall(r"[A-Za-z0-9]+", text)).upper()
