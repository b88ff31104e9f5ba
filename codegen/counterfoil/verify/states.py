"""Brings provider states about: through a side process of the service, or over HTTP as Pact does."""

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import orjson

from counterfoil.model import CannotRun, Given, Json, Reply, Request
from counterfoil.verify.family import Command, launched
from counterfoil.verify.line import Line, Lost
from counterfoil.verify.lines import Lines, Overlong
from counterfoil.verify.logs import last_lines
from counterfoil.verify.settings import StateRefused

SETUP, TEARDOWN = "setup", "teardown"
PATIENCE = 30.0
_SHOWN = 80

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
    with (
        log.open("wb") as errors,
        launched(command, subprocess.PIPE, errors, subprocess.PIPE) as process,
    ):
        lines = Lines(process.stdout)

        def change(given: Given, action: str) -> Mapping[str, Json]:
            _tell(process, orjson.dumps(_asked(given, action)) + b"\n", log, patience)
            return _said(_answer(process, lines, log, patience), log)

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


def _tell(process: "subprocess.Popen[bytes]", line: bytes, log: Path, patience: float) -> None:
    stream = process.stdin

    def write() -> None:
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.write(line)
                stream.flush()

    # A process that does not read fills its pipe, and nobody can write then.
    writer = threading.Thread(target=write, name="counterfoil-states", daemon=True)
    writer.start()
    writer.join(patience)
    if writer.is_alive():
        raise _broken("it does not read what it is asked", log)


def _answer(process: "subprocess.Popen[bytes]", lines: Lines, log: Path, patience: float) -> bytes:
    try:
        line = lines.next(patience)
    except TimeoutError:
        raise _broken(f"it did not answer within {patience:g} seconds", log) from None
    except Overlong:
        raise _broken("its answer is a line without an end", log) from None
    if not line:
        raise _broken(f"it exited with {process.wait()}", log)
    return line


def _said(line: bytes, log: Path) -> Mapping[str, Json]:
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
            shown = line[:_SHOWN].decode("utf-8", "replace").strip()
            raise _broken(f"it answered {shown!r}, and not as `ok` or with a `reason`", log)


def _object(text: bytes) -> Mapping[str, Json] | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _broken(why: str, log: Path) -> CannotRun:
    lines = last_lines(log)
    return CannotRun(
        "the provider states cannot be set",
        f"{why}\n.counterfoil/logs/{log.name} ends with\n{lines}" if lines else why,
        "The command under `states` reads one JSON object a line, and answers each with"
        ' {"ok": true} or {"ok": false, "reason": "…"}; what is meant for people goes to standard error.',
    )
