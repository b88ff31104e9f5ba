"""Who gets on with whom: versions of a contract with each other, and consumers with versions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterfoil.compat.change import Change
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.documents.markdown import document, prose, table
from counterfoil.compat.documents.titles import is_called
from counterfoil.compat.ruling import Category
from counterfoil.engine.rules import rules
from counterfoil.engine.words import plural
from counterfoil.model import Bundle, Kind, Verdict

_HEADING = re.compile(r"^(?=## )", re.MULTILINE)
Compare = Callable[[Bundle, Bundle], Comparison]


class Answer(StrEnum):
    """Whether what keeps to one version gets on with another one."""

    ITSELF = "itself"
    """It is the version that it keeps to."""
    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Cell:
    """One meeting: the answer, and how many changes stand behind it."""

    answer: Answer
    changes: int = 0

    @property
    def text(self) -> str:
        """As the table has it."""
        match self.answer:
            case Answer.ITSELF:
                return "—"
            case Answer.YES:
                return "yes"
            case Answer.NO:
                return f"no: {plural(self.changes, 'change')}"
            case Answer.UNKNOWN:
                return f"not known: {plural(self.changes, 'change')}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """One contract in all its versions."""

    name: str
    kind: Kind
    versions: tuple[str, ...]
    meetings: Mapping[tuple[str, str], Cell]
    """The version that one side keeps to, and the one that the other side is of."""
    consumers: Mapping[tuple[str, str], Mapping[str, Cell]]
    """A consumer and the version that it keeps to → each version."""


def matrix(versions: Sequence[Bundle], compare: Compare) -> Matrix:
    """How the versions of one contract, in their order, get on with each other and with consumers."""
    names = tuple(each.contract.version for each in versions)
    found: dict[tuple[str, str], Comparison] = {}
    for kept in versions:
        for met in versions:
            if kept is not met:
                found[(kept.contract.version, met.contract.version)] = compare(kept, met)
    contract = versions[0].contract
    return Matrix(
        contract.name,
        contract.kind,
        names,
        {pair: _whole(each) for pair, each in found.items()},
        {
            (said.consumer, kept.contract.version): {
                met: (
                    Cell(Answer.ITSELF)
                    if met == kept.contract.version
                    else _for(said.consumer, found[(kept.contract.version, met)])
                )
                for met in names
            }
            for kept in versions
            for said in kept.expectations
        },
    )


def on_wire(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that touch what travels; others matter to whoever compiles anew, and nobody else."""
    known = rules()
    for each in changes:
        rule = known.get(each.rule)
        if rule is None or rule.category in ("", Category.WIRE.value):
            yield each


def _whole(comparison: Comparison) -> Cell:
    """What is known where nobody knows what the other side uses."""
    return _cell(list(on_wire(comparison.changes)))


def _cell(changes: Sequence[Change]) -> Cell:
    broken = sum(each.verdict is Verdict.PROVED_BREAK for each in changes)
    unknown = sum(each.verdict is Verdict.UNKNOWN for each in changes)
    if broken:
        return Cell(Answer.NO, broken)
    return Cell(Answer.UNKNOWN, unknown) if unknown else Cell(Answer.YES)


def _for(consumer: str, comparison: Comparison) -> Cell:
    """What is known of one consumer that has said what it relies on."""
    broken, unknown = 0, 0
    for each in on_wire(comparison.changes):
        if each.verdict is Verdict.PROVED_SAFE or consumer in each.spared:
            continue
        if consumer in each.consumers and each.verdict is Verdict.PROVED_BREAK:
            broken += 1
        elif consumer in each.consumers or _may_use(consumer, each, comparison):
            unknown += 1
    if broken:
        return Cell(Answer.NO, broken)
    return Cell(Answer.UNKNOWN, unknown) if unknown else Cell(Answer.YES)


def _may_use(consumer: str, change: Change, comparison: Comparison) -> bool:
    """Whether a change reaches an operation that a consumer asks for, or cannot be laid to any."""
    asked = {
        interaction.ask.operation
        for said in comparison.baseline.expectations
        if said.consumer == consumer
        for interaction in said.interactions
        if interaction.ask is not None
    }
    if not change.operations or comparison.baseline.contract.kind is Kind.JSON_SCHEMA:
        return True
    return any(
        asked & {each.id, each.author_id, each.title}
        and any(is_called(each, title) for title in change.operations)
        for each in comparison.baseline.api.operations
    )


def matrices_text(matrices: Sequence[Matrix]) -> str:
    """All of them as Markdown."""
    return of_sections(map(section, matrices))


def of_sections(sections: Iterable[str]) -> str:
    """The same, where each contract's part is there already."""
    return document(
        "# Who gets on with whom",
        "**no** is proved, with a request, an answer or a message that one side sends and the other one refuses;"
        " **yes** is proved as well. What could not be decided is **not known**.",
        *sections,
    )


def section(one: Matrix) -> str:
    """The part of one contract."""
    return document(*_told(one)).rstrip("\n")


def sections(text: str) -> dict[str, str]:
    """The parts of a text that `of_sections` has made, by their headings."""
    _, *parts = _HEADING.split(text.rstrip("\n"))
    return {each.partition("\n")[0]: each.rstrip("\n") for each in parts}


def heading(name: str) -> str:
    """What stands above the part of a contract.

    >>> heading("order_mails")
    '## order_mails'
    """
    return f"## {prose(name)}"


def _told(one: Matrix) -> Iterator[str]:
    yield heading(one.name)
    if len(one.versions) > 1:
        corner = (
            "written as ↓ and read as →"
            if one.kind is Kind.JSON_SCHEMA
            else "consumer of ↓ and provider of →"
        )
        yield table((corner, *map(prose, one.versions)), _versions(one))
    if one.consumers:
        yield table(
            ("consumer ↓ and provider of →", *map(prose, one.versions)),
            (
                (f"{prose(name)}, of {prose(kept)}", *(cells[each].text for each in one.versions))
                for (name, kept), cells in sorted(one.consumers.items())
            ),
        )


def _versions(one: Matrix) -> Iterator[tuple[str, ...]]:
    for kept in one.versions:
        cells = (one.meetings.get((kept, met), Cell(Answer.ITSELF)) for met in one.versions)
        yield (prose(kept), *(each.text for each in cells))
