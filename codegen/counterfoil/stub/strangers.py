"""Requests that no contract knows."""

from collections.abc import Sequence

from counterfoil.model import Reply, Request
from counterfoil.stub.provider import Provider


def no_such_path(providers: Sequence[Provider], request: Request) -> Reply:
    """The refusal of a path that no contract has."""
    raise NotImplementedError
