"""Invalid values: what was proposed, judged to break the one keyword that it should."""

from collections.abc import Sequence
from dataclasses import dataclass

from jsonschema_rs import ValidationError

from counterfoil.engine.validators import Validator
from counterfoil.engine.values.faulty import Fault, Kind
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import pointer
from counterfoil.engine.values.proposals import Proposal
from counterfoil.model import Json

_UNIONS = frozenset({"anyOf", "oneOf", "not"})
_KINDS = frozenset({"type", "enum", "const"})
"""Keywords that no value breaks apart: what is of another type is not listed either."""
_SAID_AS = {
    "format": {"pattern", "minimum", "maximum"},
    "additionalProperties": {"unevaluatedProperties", "not"},
    "items": {"unevaluatedItems"},
    "enum": _KINDS,
    "const": _KINDS,
    "contains": {"minContains"},
}
"""Keyword → others that a validator may name for it."""


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
    kind: Kind


def judged(proposal: Proposal, validator: Validator) -> Invalid | None:
    """The invalid value, if it breaks the keyword that it should, and no other."""
    value, fault = proposal.value, proposal.fault
    errors = _one_place([*validator.iter_errors(value)])
    if fault.kind is not Kind.BRANCH:
        errors = _innermost(errors, proposal.spot.path)
    keyword = _named({_keyword(each) for each in errors}, fault)
    if not keyword:
        return None
    found = next((each for each in errors if _keyword(each) == keyword), errors[0])
    at, within = pointer(tuple(found.instance_path)), pointer(tuple(found.evaluation_path))
    return Invalid(value, proposal.label, keyword, at, within, fault.kind)


def _one_place(errors: Sequence[ValidationError]) -> Sequence[ValidationError]:
    """The errors, if all are one: the same keyword at the same place."""
    broken = {(tuple(each.instance_path), _keyword(each)) for each in errors}
    together = len({place for place, _ in broken}) == 1 and {word for _, word in broken} <= _KINDS
    return errors if len(broken) == 1 or together else ()


def _innermost(errors: Sequence[ValidationError], path: Path) -> Sequence[ValidationError]:
    """The errors in the branch of a union that the value was meant for."""
    branches: list[list[ValidationError]] = [
        branch for each in errors for branch in getattr(each.kind, "context", None) or ()
    ]
    for branch in branches:
        inner = _innermost(_one_place(branch), path)
        if inner and tuple(inner[0].instance_path)[: len(path)] == path:
            return inner
    return errors


def _named(broken: set[str], fault: Fault) -> str:
    """The keyword to name for a fault; empty where it broke another one than it should."""
    if fault.keyword in broken or broken & _SAID_AS.get(fault.keyword, set()):
        return fault.keyword
    unions = broken & (_KINDS | _UNIONS if fault.keyword == "type" else _UNIONS)
    return min(unions, default="")


def _keyword(error: ValidationError) -> str:
    path = [str(each) for each in error.evaluation_path]
    match error.kind.name, path[-2:]:
        case "propertyNames", _:
            return "propertyNames"
        case "falseSchema", ["properties" | "prefixItems" | "patternProperties", _]:
            return "not"
        case _:
            return path[-1] if path else "not"
