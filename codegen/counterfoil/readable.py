"""Contracts that are needed whole: with one of them missing, the answer would be a wrong one."""

from counterfoil import console
from counterfoil.engine.contracts import Loaded
from counterfoil.engine.render.text import render
from counterfoil.model import Bundle, CannotRun, Report
from counterfoil.runs import unreadable


def readable(loaded: Loaded, at: str = "") -> tuple[Bundle, ...]:
    """All of the contracts. Raises CannotRun where one cannot be read, and has said what is wrong with it.

    `at` names the baseline that they are of; empty where they are those of the working tree.
    """
    in_the_way = unreadable(loaded)
    if in_the_way:
        console.complain(render(Report(in_the_way, {})))
        raise CannotRun(
            f"not every contract of {at} can be read" if at else "not every contract can be read",
            "what is wrong with them stands above",
            (
                "name a version of which all contracts can be read"
                if at
                else "correct it; `counterfoil lint` finds all of it"
            ),
        )
    return loaded.bundles
