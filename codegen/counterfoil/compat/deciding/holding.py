"""Whether a formula holds of one value."""

from collections.abc import Iterable, Mapping

from jsonschema_rs import Draft202012Validator

from counterfoil.compat.deciding.formats import ASSERTED
from counterfoil.compat.deciding.formulas import (
    All,
    Among,
    Any,
    Between,
    Distinct,
    Extensible,
    Few,
    Formatted,
    Formula,
    Has,
    Known,
    Least,
    Matching,
    Most,
    Multiple,
    Names,
    Not,
    One,
    Row,
    Said,
    Shape,
    Sized,
    Some,
)
from counterfoil.compat.deciding.kinds import exact, found, kind_of
from counterfoil.compat.deciding.opening import Opening
from counterfoil.engine.asserted import asserted
from counterfoil.model import Json
from counterfoil.runtime.identity import identity

_DEEPEST = 100


def holds(opening: Opening, formula: Formula, value: Json, depth: int = 0) -> bool | None:
    """Whether a formula holds of a value; None where that is not for validators to say."""
    if depth > _DEEPEST:
        return None

    def below(part: Formula, inside: Json = value) -> bool | None:
        return holds(opening, part, inside, depth + 1)

    match formula:
        case Said():
            key = (formula, identity(value))
            if key not in opening.held:
                opening.held[key] = below(opening.opened(formula, kind_of(value)))
            return opening.held[key]
        case Known():
            return None
        case All(parts):
            return every(below(each) for each in parts)
        case Any(parts):
            return some(below(each) for each in parts)
        case One(parts, exact_parts):
            return _one([below(each) for each in parts], [below(each) for each in exact_parts])
        case Not(part):
            return opposite(below(part))
        case Between(_, lower, upper):
            return True if below(lower) else False if below(upper) is False else None
        case Among(keys) | Extensible(keys):
            return identity(value) in keys or (None if isinstance(formula, Extensible) else False)
        case Shape() | Names() | Has():
            return _of_object(opening, formula, value, depth)
        case Row() | Distinct() | Some() | Few():
            return _of_list(opening, formula, value, depth)
    return _plain(formula, value)


def every(told: Iterable[bool | None]) -> bool | None:
    """Whether all are true."""
    answer: bool | None = True
    for each in told:
        if each is False:
            return False
        answer = None if each is None else answer
    return answer


def some(told: Iterable[bool | None]) -> bool | None:
    """Whether one is true."""
    return opposite(every(opposite(each) for each in told))


def opposite(told: bool | None) -> bool | None:
    """What is not known stays so."""
    return None if told is None else not told


def _one(told: list[bool | None], exactly: list[bool | None]) -> bool | None:
    """One of the parts holds, and no two of them before anything was relaxed."""
    if exactly.count(True) > 1:
        return False
    at_most_one: bool | None = len(exactly) - exactly.count(False) <= 1 or None
    return every((some(told), at_most_one))


def _plain(formula: Formula, value: Json) -> bool | None:
    match formula:
        case Least(bound, strict):
            return exact(value) > bound if strict else exact(value) >= bound
        case Most(bound, strict):
            return exact(value) < bound if strict else exact(value) <= bound
        case Multiple(of):
            return (exact(value) / of).denominator == 1
        case Sized(least, most):
            return least <= len(value) and (most is None or len(value) <= most)
        case Matching(pattern):
            return found(pattern, value)
        case Formatted(name):
            return _formatted(name, value)
    return None


def _formatted(name: str, value: Json) -> bool | None:
    """What a validator says of a format that it knows; of any other nothing is known."""
    judge = Draft202012Validator(asserted({"format": name}), validate_formats=True)
    if not judge.is_valid(value):
        return False
    return True if name in ASSERTED else None


def _of_object(
    opening: Opening, formula: Shape | Names | Has, value: Mapping[str, Json], depth: int
) -> bool | None:
    match formula:
        case Has(name):
            return name in value
        case Names(of):
            return every(holds(opening, of, name, depth + 1) for name in value)
        case Shape():
            return every(
                holds(opening, part, each, depth + 1)
                for name, each in value.items()
                for part in named(formula, name)
            )


def named(shape: Shape, name: str) -> list[Formula]:
    """What a shape says of the property of a name."""
    told = [each for key, each in shape.named if key == name]
    told += [each for pattern, each in shape.patterned if found(pattern, name)]
    return told or [shape.rest]


def _of_list(
    opening: Opening, formula: Row | Distinct | Some | Few, value: list[Json], depth: int
) -> bool | None:
    match formula:
        case Distinct():
            return len({identity(each) for each in value}) == len(value)
        case Row(first, rest):
            return every(
                holds(opening, first[at] if at < len(first) else rest, each, depth + 1)
                for at, each in enumerate(value)
            )
        case Some(of, least):
            told = [holds(opening, of, each, depth + 1) for each in value]
            sure, maybe = told.count(True), len(told) - told.count(False)
            return True if sure >= least else False if maybe < least else None
        case Few(of, most):
            told = [holds(opening, of, each, depth + 1) for each in value]
            sure, maybe = told.count(True), len(told) - told.count(False)
            return True if maybe <= most else False if sure > most else None
