"""Invalid values of a schema: one broken keyword each, at every depth, the most telling first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError

from counterfoil.engine.validators import Validator
from counterfoil.engine.values.faults import faults
from counterfoil.engine.values.faulty import Fault, Kind
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path, starred
from counterfoil.engine.values.places import Spot, phrase, pointer, spots, with_value
from counterfoil.model import Json, Schema

_DEPTH_WEIGHT = 3
_SHALLOW = 3


@dataclass(frozen=True, slots=True)
class Invalid:
    """A value that the contract does not allow."""

    value: Json
    label: str
    keyword: str
    """The one that it breaks."""
    pointer: str
    """The place of the value where it breaks it."""
    schema_pointer: str
    """The keyword's place in the schema, through its references."""
    kind: Kind = Kind.WRONG_KIND


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fault at one place of a valid value."""

    whole: Json
    spot: Spot
    fault: Fault

    @property
    def value(self) -> Json:
        """The value with its fault."""
        return with_value(self.whole, self.spot.path, self.fault.value)

    @property
    def label(self) -> str:
        """`lines/0/quantity` as text "2"."""
        path, tail = self.spot.path, self.fault.tail
        if self.fault.member:
            return tail.replace("{}", phrase((*path, self.fault.member)), 1)
        return f"{phrase(path)} {tail}" if path else tail


def proposals(maker: Maker, schema: Schema, bases: Iterable[Json]) -> Iterator[Proposal]:
    """Faults of each base in turn, leaving out what an earlier base has shown already."""
    known: set[tuple[object, ...]] = set()
    for base in bases:
        yield from _in_turn(_new(maker, schema, base, known))


def _new(
    maker: Maker, schema: Schema, base: Json, known: set[tuple[object, ...]]
) -> Iterator[Proposal]:
    for spot in spots(maker, schema, base):
        place = starred(spot.path)
        if (place, id(spot.flat)) in known:
            continue
        known.add((place, id(spot.flat)))
        yield from (Proposal(base, spot, fault) for fault in faults(maker, spot))


def _in_turn(all_of_them: Iterable[Proposal]) -> Iterator[Proposal]:
    """One of each kind at each depth, then another of each."""
    groups: dict[tuple[int, int], list[Proposal]] = {}
    for each in all_of_them:
        kind, depth = each.fault.kind, min(len(each.spot.path), _SHALLOW)
        groups.setdefault((kind + _DEPTH_WEIGHT * depth, kind), []).append(each)
    queues = [groups[key] for key in sorted(groups)]
    turn = 0
    while queues:
        queues = [queue for queue in queues if len(queue) > turn]
        yield from (queue[turn] for queue in queues)
        turn += 1


def judged(proposal: Proposal, validator: Validator) -> Invalid | None:
    """The invalid value, if it breaks the keyword that it should, and no other."""
    value, fault = proposal.value, proposal.fault
    found = _broken(list(validator.iter_errors(value)), proposal.spot.path, fault)
    if found is None:
        return None
    steps: list[Any] = list(found.evaluation_path)
    return Invalid(
        value,
        proposal.label,
        fault.keyword,
        pointer(tuple(found.instance_path)),
        pointer(tuple(steps)),
        fault.kind,
    )


def _broken(errors: list[ValidationError], path: Path, fault: Fault) -> ValidationError | None:
    """The one error that stands for the fault; None where there is another beside it."""
    if not errors:
        return None
    kinds = {(tuple(each.instance_path), _keyword(each)) for each in errors}
    if len(kinds) > 1 and not _is_inseparable(kinds):
        return None
    return _innermost(errors[0], path, fault)


def _innermost(error: ValidationError, path: Path, fault: Fault) -> ValidationError:
    """The error in the branch of a union that the value was meant for."""
    branches: list[list[ValidationError]] = getattr(error.kind, "context", None) or []
    if fault.kind is Kind.BRANCH:
        return error
    for branch in branches:
        kinds = {(tuple(each.instance_path), _keyword(each)) for each in branch}
        if len(kinds) == 1 or _is_inseparable(kinds):
            inner = _innermost(branch[0], path, fault)
            if tuple(inner.instance_path)[: len(path)] == path:
                return inner
    return error


def _is_inseparable(kinds: set[tuple[Path, str]]) -> bool:
    """Whether no value could break one of them alone: what is of another type is not listed either."""
    places = {place for place, _ in kinds}
    words = {word for _, word in kinds}
    return len(places) == 1 and (words <= {"type", "enum", "const"})


def _keyword(error: ValidationError) -> str:
    words = [each for each in error.evaluation_path if isinstance(each, str)]
    return words[-1] if words else ""
