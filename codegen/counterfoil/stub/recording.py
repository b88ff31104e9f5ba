"""Writes what a stub received and answered into a file: a line of JSON for each exchange."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from counterfoil.engine.conform.masks import masked
from counterfoil.model import Bundle, CannotRun, Exchange, Json
from counterfoil.stub.seams import Answered


def recorder(path: Path, bundles: Sequence[Bundle]) -> Callable[[Answered], None]:
    """Appends each exchange that it is told to a file, without its credentials.

    Raises CannotRun where nothing can be written there.
    """
    try:
        file = path.open("a", encoding="utf-8", buffering=1)
    except OSError as problem:
        raise CannotRun(
            f"nothing can be recorded in {path}",
            problem.strerror or str(problem),
            "name a file in a folder that exists with --record",
        ) from None
    apis = {each.contract.id: each.api for each in bundles}

    def record(answered: Answered) -> None:
        received = answered.received
        api = apis.get(received.contract) or next(iter(apis.values()))
        exchange = masked(api, Exchange(received.request, answered.reply))
        operation = received.operation.id if received.operation else ""
        line: dict[str, Json] = {"contract": received.contract, "operation": operation, **exchange}
        # Python's own encoder: a body may hold what orjson has no text for, such as long integers.
        file.write(json.dumps(line) + "\n")

    return record
