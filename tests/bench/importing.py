"""What importing a generated client costs: of github-rest, the largest document of the corpus."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Document
from .limits import Limit
from .measure import Cost, measure
from .monolith import write_monolith
from .preparing import CALLED, prepare

_ROUNDS = 5
_SCRIPT = Path(__file__).with_name("first_use.py")
_MOST = {"client": 0.2, "operation": 0.3}
SAID = {
    "client": "import of the client",
    "operation": f"… and GET {CALLED}, read into models",
    "classes": "every class of its models",
    "monolith": "the same classes in one module",
}


@dataclass(frozen=True, slots=True)
class Row:
    """CPU seconds above pydantic and httpx2, the best of several processes."""

    what: str
    seconds: float
    remark: str = ""


def rows(root: Path, document: Document) -> Iterator[Row]:
    """The imports of the client that was generated of the document in the monorepo at `root`."""
    package = f"corpus_contracts.{document.name.replace('-', '_')}.v1"
    folder = root / "generated" / Path(*package.split("."))
    answer = prepare("answer", document.path, root / "answer.json")
    write_monolith(folder / "client")
    for what in SAID:
        extra = [str(answer)] if what == "operation" else []
        yield _row(root / "generated", package, what, extra)


def limits(found: list[Row], slower: float) -> Iterator[Limit]:
    """What holds of them, on a machine that is `slower` times the one that limits were set on."""
    seconds = {each.what: each.seconds for each in found}
    for what, most in _MOST.items():
        yield Limit(f"scale, {SAID[what]}: CPU s", seconds[what], most * slower)
    ratio = seconds["classes"] / seconds["monolith"]
    yield Limit("scale, every class: times the same in one module", ratio, 1.3)


def _row(generated: Path, package: str, what: str, extra: list[str]) -> Row:
    command = [sys.executable, "-P", str(_SCRIPT), package, what, *extra]
    # The first run compiles, and is not counted.
    done = [_run(command, generated) for _ in range(_ROUNDS + 1)][1:]
    failed = [each.lines[-1] for each in done if each.exit_code]
    if failed:
        return Row(what, float("inf"), failed[0])
    return Row(what, min(float(each.lines[-1]) for each in done))


def _run(command: list[str], generated: Path) -> Cost:
    return measure(command, generated, {"PYTHONPATH": str(generated)})
