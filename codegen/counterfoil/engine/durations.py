"""How long the parts of a verification took, kept from one run to the next."""

import json
import math
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from counterfoil.engine.kept import FOLDER, kept
from counterfoil.engine.report import CANNOT_RUN, journeys, services
from counterfoil.engine.shards import CONTRACTS, part_of_journey, part_of_service
from counterfoil.model import CannotRun, Json, Report

NAME = "durations.json"
STANDARD = f"{FOLDER}/{NAME}"
"""Where `verify` leaves them, from the root of the monorepo."""
_FORMAT = 1
_WAITING = "services"
"""The step of a whole run in which others work."""


def measured(report: Report) -> Mapping[str, float]:
    """Seconds by part, of a report of everything or of one shard; what could not run says nothing.

    >>> measured(Report(facts={"seconds": {"read": 1.5, "services": 9.0}}))
    {'contracts': 1.5}
    """
    own = {name: each for name, each in _seconds(report.facts).items() if name != _WAITING}
    found = {CONTRACTS: sum(own.values())} if own else {}
    told = {part_of_service(name): facts for name, facts in services(report).items()}
    told |= {part_of_journey(name): facts for name, facts in journeys(report).items()}
    for part, facts in told.items():
        if CANNOT_RUN not in facts and (spent := _seconds(facts)):
            found[part] = sum(spent.values())
    return {part: round(each, 3) for part, each in found.items()}


def _seconds(facts: Mapping[str, Json]) -> Mapping[str, float]:
    spent = facts.get("seconds")
    if not isinstance(spent, Mapping):
        return {}
    return {name: float(each) for name, each in spent.items() if _is_duration(each)}


def _is_duration(value: Json) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and value >= 0


def known(root: Path) -> Mapping[str, float]:
    """What earlier runs have left; what is damaged counts as nothing, for it is but a measure."""
    with suppress(CannotRun, OSError):
        return read(root / STANDARD)
    return {}


def read(path: Path) -> Mapping[str, float]:
    """Seconds by part. Raises CannotRun where the file says none."""
    try:
        whole = json.loads(path.read_text("utf-8"))
        if whole["format"] != _FORMAT:
            raise ValueError(f"its format is {whole['format']!r}, and {_FORMAT} is read here")
        for part, each in whole["seconds"].items():
            if not _is_duration(each):
                raise ValueError(f"{part} takes {each!r}, which is no number of seconds")
        return {str(part): float(each) for part, each in whole["seconds"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise CannotRun(
            f"{path} does not say how long anything took",
            f"{type(problem).__name__}: {problem}",
            "delete it: `counterfoil verify` and `counterfoil merge` write it anew",
        ) from None


def keep(root: Path, spent: Mapping[str, float], parts: Collection[str]) -> None:
    """Leaves what was measured beside what was known of `parts`; what cannot be written is not missed."""
    beside = {part: each for part, each in known(root).items() if part in parts}
    rows = dict(sorted({**beside, **spent}.items()))
    text = json.dumps({"format": _FORMAT, "seconds": rows}, indent=2) + "\n"
    with suppress(OSError):
        path = kept(root) / NAME
        made = path.with_name(f"{NAME}.{os.getpid()}")
        made.write_text(text, "utf-8")
        made.replace(path)
