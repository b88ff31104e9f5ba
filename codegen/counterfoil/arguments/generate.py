"""The arguments of `counterfoil generate` and `counterfoil drift`."""

import argparse
import os
from collections.abc import Mapping

from counterfoil.arguments.typed import add_jobs


def add_own(verb: argparse.ArgumentParser) -> None:
    """Adds those of `generate` alone; `drift` is the proof of what a cache has given, and reads none."""
    verb.add_argument(
        "--no-cache",
        action="store_true",
        help="compile what has changed anew, and neither look it up in a cache nor keep it there",
    )


def variables(arguments: argparse.Namespace) -> Mapping[str, str]:
    """Those of the environment, with what the arguments say of the cache."""
    if not getattr(arguments, "no_cache", False):
        return os.environ
    from counterfoil.engine.store import ADDRESS, OFF

    return {**os.environ, ADDRESS: OFF}


def add(verb: argparse.ArgumentParser) -> None:
    """Adds those of both."""
    add_jobs(verb, "processes that compile")
