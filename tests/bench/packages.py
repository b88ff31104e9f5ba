"""What generating large packages costs, cold and after an edit, beside models alone of the same document."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import DOCUMENTS, Document, make_monorepo
from ..synthetic import Shares, add_property, document_of, write_monorepo
from .limits import Limit
from .measure import Cost
from .preparing import prepare
from .runs import generate, models_alone

COLD = {"github-rest": 1.0, "openai": 1.0, "kubernetes": 1.5}
"""Document → the most that its whole package may take of the time of models alone."""
LARGEST = "github-rest"
_MEGABYTES = 250.0
_EDITED = {LARGEST: 1.5, "small": 0.6}
_ROUNDS = 3
JOBS = ("--jobs", "2")
_SMALL = Shares(medium=0, messages=0, shared=0, json=0, expectations=0, services=0)


@dataclass(frozen=True, slots=True)
class Row:
    """One package by whole processes, and the same models by datamodel-code-generator alone."""

    name: str
    cost: Cost
    alone: Cost
    remark: str = ""

    @property
    def ratio(self) -> float:
        """Wall time of ours over CPU time of the other, which uses one core; infinite where one failed."""
        failed = self.cost.exit_code or self.alone.exit_code
        return float("inf") if failed else self.cost.wall / self.alone.cpu

    @property
    def work(self) -> float:
        """CPU time of all processes over the same: what the ratio is where a machine is busy."""
        failed = self.cost.exit_code or self.alone.exit_code
        return float("inf") if failed else self.cost.cpu / self.alone.cpu


def document(name: str) -> Document:
    """The document of the corpus that is called so."""
    return next(each for each in DOCUMENTS if each.name == name)


def cold(root: Path, name: str) -> Row:
    """The whole package of a document, in a new monorepo at `root`, by two processes."""
    chosen = document(name)
    root.mkdir()
    make_monorepo(root, chosen)
    _normalised(root, chosen)
    cost = generate(root, *JOBS)
    readable = chosen.path
    remark = _said(cost)
    if chosen.path.name == "swagger.json":
        # It reads no Swagger 2.0.
        readable = prepare("normal", chosen.path, root / "openapi.json")
        remark = f"{remark} models alone are of our normal form, as OpenAPI 3.1".strip()
    return Row(name, cost, models_alone(readable, root), remark)


def edited(root: Path, whole: Row) -> Iterator[Row]:
    """One property added to a schema of the package that `cold` has made, a fresh process each time."""
    entry = root / "contracts" / LARGEST / "v1" / "openapi.json"
    for schema in ("issue-comment", "simple-user"):
        costs = []
        for number in range(_ROUNDS):
            value = json.loads(entry.read_bytes())
            added = {"type": "string", "description": "Added."}
            value["components"]["schemas"][schema]["properties"][f"added_{number}"] = added
            entry.write_text(json.dumps(value, indent=2), "utf-8")
            costs.append(generate(root, *JOBS))
        usual = middle(costs)
        yield Row(f"{LARGEST}, {schema}", usual, whole.alone, _said(usual))


def edited_small(root: Path) -> Row:
    """The same of a monorepo with one small contract."""
    root.mkdir()
    (contract,) = write_monorepo(root, 1, shares=_SMALL).contracts
    generate(root, *JOBS)
    costs = []
    for number in range(_ROUNDS):
        add_property(root, contract, name=f"added{number}")
        costs.append(generate(root, *JOBS))
    usual = middle(costs)
    return Row(
        "small contract", usual, models_alone(document_of(root, contract), root), _said(usual)
    )


def cold_limits(row: Row) -> Iterator[Limit]:
    """What holds of a whole package."""
    most = COLD[row.name]
    yield Limit(f"scale, {row.name}, whole package: wall over models alone", row.ratio, most)
    largest = max(row.cost.peaks, default=row.cost.peak)
    yield Limit(f"scale, {row.name}, whole package: MB of a process", largest, _MEGABYTES)


def edited_limits(row: Row, slower: float) -> Iterator[Limit]:
    """What holds of one property added, on a machine that is `slower` than the one of the limits."""
    most = _EDITED.get(row.name.partition(",")[0], _EDITED["small"])
    seconds = float("inf") if row.cost.exit_code else row.cost.wall
    yield Limit(f"scale, {row.name}, one property added: wall s", seconds, most * slower)


def _normalised(root: Path, chosen: Document) -> None:
    """The document as `edited` writes it, so that an edit is all that differs afterwards."""
    if chosen.name == LARGEST:
        entry = root / "contracts" / chosen.name / "v1" / "openapi.json"
        entry.write_text(json.dumps(json.loads(entry.read_bytes()), indent=2), "utf-8")


def middle(costs: Sequence[Cost]) -> Cost:
    """The one of several runs that is neither lucky nor disturbed."""
    return sorted(costs, key=lambda each: (each.exit_code, each.wall))[len(costs) // 2]


def _said(cost: Cost) -> str:
    return f"generate: {cost.lines[0]}" if cost.exit_code else ""
