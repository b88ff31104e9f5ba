"""Requests that no contract knows."""

from collections.abc import Sequence

from counterfoil.model import Reply, Request
from counterfoil.stub.provider import Provider
from counterfoil.stub.replies.answers import problem
from counterfoil.stub.replies.problems import Telling


def nearest(providers: Sequence[Provider], request: Request) -> Provider | None:
    """The contract that a request was most likely meant for: by its base path, or the only one."""
    under = (each for each in providers if request.target.startswith(f"{each.base}/"))
    return next(under, providers[0] if len(providers) == 1 else None)


def no_such_path(providers: Sequence[Provider], request: Request) -> Reply:
    """The refusal of a path that no contract has, by the contract that it looks like."""
    for each in providers:
        if request.target.startswith(f"{each.base}/"):
            return each.refuse_path(request)
    bases = ", ".join(each.base or "/" for each in providers)
    detail = f"no contract has this path; those served here begin at {bases}"
    return problem(Telling(404, detail))
