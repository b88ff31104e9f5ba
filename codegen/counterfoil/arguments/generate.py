"""The arguments of `counterfoil generate` and `counterfoil drift`."""

import argparse
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from counterfoil.arguments.parts import add_affected
from counterfoil.arguments.typed import add_jobs
from counterfoil.model import CannotRun

if TYPE_CHECKING:
    from counterfoil.runs import Run


def add_own(verb: argparse.ArgumentParser) -> None:
    """Adds those of `generate` alone; `drift` is the proof of what a cache has given, and reads none."""
    add_affected(verb)
    verb.add_argument(
        "--no-cache",
        action="store_true",
        help="compile what has changed anew, and neither look it up in a cache nor keep it there",
    )
    verb.add_argument(
        "--watch",
        action="store_true",
        help="generate again after every save, and say what it changed, until Ctrl-C",
    )


def is_watch(arguments: argparse.Namespace) -> bool:
    """Whether the run is not to end by itself."""
    return bool(getattr(arguments, "watch", False))


def watch(again: Callable[[], "Run"], arguments: argparse.Namespace) -> int:
    """Generates after every save; the exit code. Raises CannotRun where something else is asked for."""
    if arguments.format != "text" or arguments.output is not None:
        raise CannotRun(
            "`--watch` makes no report",
            "it says on the terminal what each save has changed, and ends when it is interrupted",
            "leave out --format and --output, or --watch",
        )
    if arguments.affected_by:
        raise CannotRun(
            "`--watch` takes no `--affected-by`",
            "it looks at what each save has changed, and at nothing else",
            "leave one of them out",
        )
    from counterfoil import watching

    return watching.watch(again)


def variables(arguments: argparse.Namespace) -> Mapping[str, str]:
    """Those of the environment, with what the arguments say of the cache."""
    if not getattr(arguments, "no_cache", False):
        return os.environ
    from counterfoil.engine.store import ADDRESS, OFF

    return {**os.environ, ADDRESS: OFF}


def add(verb: argparse.ArgumentParser) -> None:
    """Adds those of both."""
    add_jobs(verb, "processes that compile")
