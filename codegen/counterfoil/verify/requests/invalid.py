"""Requests that break the contract in one respect, each one change apart from one that was accepted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.engine.values import Invalid, Kind
from counterfoil.model import Direction, In, Json, Operation, Parameter, escape
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.requests.changes import Change
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.named import is_used_once
from counterfoil.verify.requests.spots import Spot
from counterfoil.verify.requests.valid import spots_of

_SEEN = 40
"""Values of one place that are looked through for the telling ones."""
_UNKNOWN = "counterfoilUnknown"
_FIRST, _SECOND, _THIRD, LAST = range(4)


@dataclass(frozen=True, slots=True)
class Fault:
    """A change that makes a request wrong, and how much it would tell if it were accepted."""

    change: Change
    keyword: str
    rank: int
    """0 for the most telling."""

    @property
    def subject(self) -> tuple[str, str, str]:
        """What it tries, wherever a contract has the same schema."""
        return self.change.key, self.keyword, self.change.label

    @property
    def in_body(self) -> bool:
        """Whether it is the body that is wrong."""
        return self.change.name is None


def faults(inquiry: Inquiry, draft: Draft) -> list[Fault]:
    """Every way to be wrong that is worth a request, the most telling first."""
    found = [*_in_parameters(inquiry, draft), *_in_body(inquiry, draft)]
    return sorted(found, key=lambda each: each.rank)


def _in_body(inquiry: Inquiry, draft: Draft) -> Iterator[Fault]:
    for spot in spots_of(inquiry, draft):
        if spot.value is NOTHING:
            continue
        match spot.value:
            case dict():
                yield from _of_object(spot)
            case list():
                yield from _of_list(spot)
        yield from _of_value(inquiry, spot)


def _of_object(spot: Spot) -> Iterator[Fault]:
    for name in spot.below:
        if name in spot.value:
            yield _body(
                spot,
                f"{spot.pointer}/{escape(name)}",
                NOTHING,
                f"without {name}",
                "required",
                _FIRST,
            )
    yield _body(
        spot, f"{spot.pointer}/{_UNKNOWN}", "?", "unknown property", "additionalProperties", _FIRST
    )
    if spot.first("minProperties"):
        yield _body(spot, spot.pointer, {}, "empty", "minProperties", _FIRST)


def _of_list(spot: Spot) -> Iterator[Fault]:
    if not spot.value:
        return
    least, most = spot.first("minItems"), spot.first("maxItems")
    if least:
        fewer = spot.value[: least - 1]
        yield _body(spot, spot.pointer, fewer, "too few", "minItems", _FIRST)
    if most is not None and most < _MANY:
        more = _more(spot, most + 1)
        yield _body(spot, spot.pointer, more, "too many", "maxItems", _FIRST)
    if spot.first("uniqueItems"):
        # One that is there already takes the place of the last, so that there are not too many.
        twice = [*(spot.value[:-1] if len(spot.value) > 1 else spot.value), spot.value[0]]
        yield _body(spot, spot.pointer, twice, "repeated", "uniqueItems", _FIRST)


_MANY = 1000


def _more(spot: Spot, count: int) -> list[Json]:
    """So many items, all different where they are texts or numbers."""
    last = spot.value[-1]
    if isinstance(last, str):
        return [*spot.value, *(f"{last[:8]}{number}" for number in range(count))][:count]
    if isinstance(last, int | float) and not isinstance(last, bool):
        return [*spot.value, *(last + 1 + number for number in range(count))][:count]
    return [*spot.value, *[last] * count][:count]


def _of_value(inquiry: Inquiry, spot: Spot) -> Iterator[Fault]:
    own = (
        each
        for each in _some(inquiry.values.invalid(spot.schema, Direction.REQUEST))
        if each.pointer == "" and not isinstance(each.value, dict | list)
    )
    for invalid, rank in _telling(own):
        yield _body(spot, spot.pointer, invalid.value, invalid.label, invalid.keyword, rank)


def _telling(found: Iterable[Invalid]) -> Iterator[tuple[Invalid, int]]:
    """The first of each kind, with its rank."""
    met: set[tuple[str, Kind]] = set()
    for each in found:
        if (each.keyword, each.kind) not in met:
            met.add((each.keyword, each.kind))
            yield each, _rank(each)


def _rank(invalid: Invalid) -> int:
    if invalid.keyword == "minLength":
        return _SECOND
    return _RANKS.get(invalid.kind, _FIRST)


_RANKS = {
    Kind.NULL: _SECOND,
    Kind.BRANCH: _SECOND,
    Kind.NUMBER_FOR_TEXT: _THIRD,
    Kind.NUMBER_FOR_BOOLEAN: _THIRD,
    Kind.BOOLEAN_FOR_NUMBER: _THIRD,
    Kind.WRONG_KIND: LAST,
}


def _in_parameters(inquiry: Inquiry, draft: Draft) -> Iterator[Fault]:
    for parameter in draft.operation.parameters:
        yield from _of_parameter(inquiry, draft, parameter)


def _of_parameter(inquiry: Inquiry, draft: Draft, parameter: Parameter) -> Iterator[Fault]:
    in_path = parameter.location is In.PATH
    if parameter.required and not in_path:
        yield _parameter(draft.operation, parameter, NOTHING, "left out", "required", _FIRST)
    first = True
    for invalid, rank in _telling(
        _some(inquiry.values.invalid(parameter.schema, Direction.REQUEST))
    ):
        if is_used_once(parameter.name) and invalid.keyword not in ("minLength", "maxLength"):
            continue
        if in_path:
            # What is no id is nobody's, so that most providers need not even look at it; one is enough.
            rank = _FIRST if first and invalid.kind not in _RANKS else LAST
            first = first and rank == LAST
        label, keyword = invalid.label, invalid.keyword
        yield _parameter(draft.operation, parameter, invalid.value, label, keyword, rank)


def repeated(draft: Draft) -> Iterator[Change]:
    """Each parameter of the query that takes one value, sent twice."""
    for parameter in draft.operation.parameters:
        held = draft.call.parameters.get((parameter.location, parameter.name), NOTHING)
        if (
            parameter.location is In.QUERY
            and not isinstance(held, list | dict)
            and held is not NOTHING
        ):
            yield Change(
                (In.QUERY, parameter.name), "", held, "sent twice", parameter.name, twice=True
            )


def _some(found: Iterator[Invalid]) -> Sequence[Invalid]:
    return [each for each, _ in zip(found, range(_SEEN), strict=False)]


def _body(spot: Spot, pointer: str, value: Json, label: str, keyword: str, rank: int) -> Fault:
    return Fault(Change(None, pointer, value, label, spot.key), keyword, rank)


def _parameter(
    operation: Operation, parameter: Parameter, value: Json, label: str, keyword: str, rank: int
) -> Fault:
    key = f"{operation.path} {parameter.location} {parameter.name}"
    name = (parameter.location, parameter.name)
    return Fault(Change(name, "", value, label, key), keyword, rank)
