"""Standard output and standard error: what is said there, whatever they are connected to."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from counterfoil.model import CannotRun, Report

Deliver = Callable[[Report], None]


def carry_any_text() -> None:
    """Makes both streams print what their encoding lacks as an escape, where they would fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Prints text on standard output, in colour where that is a terminal that wants it.

    A reader that has gone away, as `head` does, has what it wanted: the rest is dropped.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(_fitting(text, sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(problem: CannotRun) -> int:
    """Says on standard error why nothing could be done; returns exit code 2."""
    from counterfoil.engine.render.text import render
    from counterfoil.engine.report import refusal

    complain(render(refusal(problem)))
    return 2


def interrupted() -> int:
    """Says so in one line; returns exit code 130."""
    complain("counterfoil: interrupted; generated files are as they were\n")
    return 130


def crashed() -> int:
    """Prints what a bug report needs; returns exit code 2, since nothing was proved."""
    import traceback

    complain(f"{traceback.format_exc()}\ncounterfoil crashed, and that is a bug in counterfoil.\n")
    return 2


def delivery(form: str, output: Path | None) -> Deliver:
    """Where a report goes. Raises CannotRun at once where it could not go there later."""
    from counterfoil.engine.render import text
    from counterfoil.engine.report import CANNOT_RUN

    render = text.render if form == "text" else _renderer(form)
    if output is not None:
        _check_writable(output)

    def deliver(report: Report) -> None:
        if output is not None:
            _write(output, _plain(render(report)))
        elif form != "text":
            say(render(report))
        if CANNOT_RUN in report.facts:
            complain(text.render(report))
        elif output is not None or form == "text":
            say(text.render(report))

    return deliver


def _renderer(form: str) -> Callable[[Report], str]:
    """One that has to be looked for among all that is installed, which takes a while."""
    from counterfoil.engine.render import renderer

    return renderer(form)


def unusable(problem: OSError) -> CannotRun:
    """Why the operating system refused a file, for whoever has to put that right."""
    said = problem.strerror or str(problem)
    return CannotRun(
        f"{problem.filename}: {said}" if problem.filename else said,
        "the operating system refused the file",
        "check that it exists, that you may use it, and that the disk has room",
    )


def text_delivery(output: Path | None) -> Callable[[str, Callable[[], str]], None]:
    """Where a text goes that is no report: to `output`, and what is made for a person to the terminal.

    Raises CannotRun at once where it could not go there later.
    """
    if output is None:
        return lambda made, _: say(made)
    _check_writable(output)

    def deliver(made: str, for_people: Callable[[], str]) -> None:
        _write(output, _plain(made))
        say(for_people())

    return deliver


def complain(text: str) -> None:
    """Prints text on standard error, in colour where that is a terminal that wants it."""
    if sys.stderr is not None:
        sys.stderr.write(_fitting(text, sys.stderr))


def _fitting(text: str, stream: TextIO) -> str:
    wants_colour = stream.isatty() and not os.environ.get("NO_COLOR")
    return text if wants_colour and os.environ.get("TERM") != "dumb" else _plain(text)


def _plain(text: str) -> str:
    from counterfoil.engine.render.text import without_colour

    return without_colour(text)


def _check_writable(output: Path) -> None:
    if output.is_dir() or not output.parent.is_dir():
        raise CannotRun(
            f"the report cannot be written to {output}",
            "that is a folder" if output.is_dir() else f"there is no folder {output.parent}",
            "name a file in a folder that exists with --output",
        )


def _write(output: Path, text: str) -> None:
    """Writes whole or not at all: half a report would be read as all of it."""
    content = text.encode("utf-8", "backslashreplace")
    if output.exists() and not output.is_file():
        output.write_bytes(content)  # a pipe or a device, which nothing may take the place of
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
