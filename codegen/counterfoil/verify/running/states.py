"""Brings provider states about: through a side process of the service, or over HTTP as Pact does."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import orjson

from counterfoil.model import CannotRun, Given, Json, Reply, Request
from counterfoil.verify.running.family import Command
from counterfoil.verify.running.side import PATIENCE, Purpose, Side, at_side
from counterfoil.verify.settings import StateRefused
from counterfoil.verify.wire.line import Line, Lost

SETUP, TEARDOWN = "setup", "teardown"
_PURPOSE = Purpose(
    "the provider states cannot be set",
    "The command under `states` reads one JSON object a line, and answers each with"
    ' {"ok": true} or {"ok": false, "reason": "…"}; what is meant for people goes to standard error.',
)

Change: TypeAlias = Callable[[Given, str], Mapping[str, Json]]
"""Sets up a state, or tears it down, and tells the values that it came with. Raises StateRefused."""


@dataclass(slots=True)
class States:
    """The states of one provider, and those that it turned down."""

    change: Change
    refused: dict[str, str] = field(default_factory=dict)
    """State → why the provider does not have it."""

    @contextlib.contextmanager
    def holding(self, wanted: Sequence[Given]) -> Iterator[Mapping[str, Json]]:
        """The values of the states, which hold while the block runs. Raises StateRefused."""
        values: dict[str, Json] = {}
        reached: list[Given] = []
        try:
            for each in wanted:
                values |= {**each.params, **self._changed(each, SETUP)}
                reached.append(each)
            yield values
        except (CannotRun, KeyboardInterrupt):
            reached.clear()
            raise
        finally:
            for each in reversed(reached):
                self._taken_away(each)

    def _changed(self, given: Given, action: str) -> Mapping[str, Json]:
        try:
            return self.change(given, action)
        except StateRefused as refusal:
            self.refused.setdefault(given.state, str(refusal))
            raise

    def _taken_away(self, given: Given) -> None:
        try:
            self.change(given, TEARDOWN)
        except StateRefused as refusal:
            self.refused.setdefault(given.state, f"{refusal} (when it was torn down)")


@contextlib.contextmanager
def side_process(command: Command, log: Path, patience: float = PATIENCE) -> Iterator[Change]:
    """The states that a process beside the service sets: one JSON object a line, each way.

    `patience` is how many seconds each may take.
    """
    with at_side(command, log, _PURPOSE, patience) as side:

        def change(given: Given, action: str) -> Mapping[str, Json]:
            return _said(side.answer(orjson.dumps(_asked(given, action))), side)

        yield change


@contextlib.contextmanager
def over_http(url: str) -> Iterator[Change]:
    """The states that a URL sets, as Pact's verifiers ask for them."""
    parts = urlsplit(url)
    target = parts._replace(scheme="", netloc="").geturl() or "/"
    with Line(f"{parts.scheme}://{parts.netloc}") as line:

        def change(given: Given, action: str) -> Mapping[str, Json]:
            body = orjson.dumps({**_asked(given, action), "states": [given.state]})
            request = Request("POST", target, (("Content-Type", "application/json"),), body)
            return _replied(line.send(request), url)

        yield change


def _replied(answer: Reply | Lost, url: str) -> Mapping[str, Json]:
    if isinstance(answer, Lost):
        raise CannotRun(
            "the provider states cannot be set",
            f"{url} {answer.detail}",
            "Start what sets them, or correct `states`.",
        )
    if not 200 <= answer.status < 300:
        raise StateRefused(f"{url} answered {answer.status}")
    # Pact's verifiers take a state's values from a body that is an object, and need no body.
    return _object(answer.body) or {}


def _asked(given: Given, action: str) -> dict[str, Json]:
    return {"state": given.state, "params": dict(given.params), "action": action}


def _said(line: bytes, side: Side) -> Mapping[str, Json]:
    match _object(line):
        case {"ok": True, "values": dict(values)}:
            return values
        case {"ok": True}:
            return {}
        case {"ok": False, "reason": str(reason)}:
            raise StateRefused(reason)
        case {"ok": False}:
            raise StateRefused("it gives no `reason`")
        case _:
            raise side.unclear(line, "as `ok` or with a `reason`")


def _object(text: bytes) -> Mapping[str, Json] | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None
