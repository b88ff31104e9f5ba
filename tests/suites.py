"""A monorepo whose one consumer relies on a library, and pytest run on the suite that it compiles to."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, Monorepo

READER = "contracts/library/v1/expectations/reader.yaml"
EXPECTATIONS = """\
consumer: reader
interactions:
  - description: The books of a genre
    request:
      operation: listBooks
      query: {genre: novel, limit: 2}
    response:
      status: 200
      reads: [/books/*/title, /books/*/weight, /next]
      members: {/books/*/genre: [novel, essay]}
  - description: A book is added
    request:
      operation: addBook
      body: {title: Emma, genre: novel, pages: 474}
    response:
      status: 201
      reads: [/id]
      headers: [Location]
  - description: There is such a book already
    request:
      operation: addBook
      body: {title: Emma, genre: novel, pages: 474}
    response:
      status: 409
      reads: [/why]
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What pytest said."""

    code: int
    output: str

    def __post_init__(self) -> None:
        assert self.code in (0, 1), self.output

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tests passed, failed and were skipped."""
        found = re.findall(r"(\d+) (passed|failed|skipped|errors?)", self.output.splitlines()[-1])
        return {what: int(number) for number, what in found}

    @property
    def failing(self) -> list[str]:
        """The names of the tests that failed, with their parameters."""
        names = re.findall(r"^(?:FAILED|ERROR) \S+?::(\w+(?:\[.*?\])?)", self.output, re.MULTILINE)
        return sorted(set(names))

    @property
    def failed(self) -> list[str]:
        """The names of the tests that failed, without their parameters."""
        return sorted({each.partition("[")[0] for each in self.failing})


def suites_of(made: Monorepo, *options: str, at: str = "generated/tests") -> Ran:
    """The outcome of the suites in a monorepo's generated folder."""
    command = (sys.executable, "-m", "pytest", "-q", "-rfEs", "-p", "no:schemathesis")
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *options, at],
        cwd=made.root,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'codegen'}{os.pathsep}{Path('generated')}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout + done.stderr)
