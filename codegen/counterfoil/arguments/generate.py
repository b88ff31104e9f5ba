"""The arguments of `counterfoil generate` and `counterfoil drift`."""

import argparse

from counterfoil.arguments.typed import add_jobs


def add(verb: argparse.ArgumentParser) -> None:
    """Adds those of both."""
    add_jobs(verb, "processes that compile")
