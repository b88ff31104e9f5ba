"""Says whether a schema takes a value, and if not, what it objects to."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

import jsonschema_rs
from jsonschema_rs import CanonicalSchema, Registry, ValidationError, ValidationErrorKind

from counterfoil.lint.schemas import document
from counterfoil.lint.words import shown
from counterfoil.model import Api, Json

_ROOT = "urn:counterfoil:contract"
_LONGEST = 240
_MOST = 3

Alternatives: TypeAlias = ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a schema objects to in a value."""

    keyword: str
    path: tuple[str | int, ...]
    """To the part of the value that it objects to."""
    why: str

    def __str__(self) -> str:
        inside = "/".join(map(str, self.path))
        return f"at `{inside}`, {self.why}" if inside else self.why


@dataclass(frozen=True, slots=True)
class Judge:
    """The schemas of one API, ready to judge values."""

    registry: Registry

    def refusal(self, pointer: str, value: Json) -> Refusal | None:
        """Why the schema at `pointer` refuses the value; None where it takes it.

        A schema that cannot be compiled refuses nothing: `pattern-not-regular` says why it cannot.
        """
        try:
            validator = jsonschema_rs.validator_for(
                _reference(pointer), registry=self.registry, validate_formats=True, offline=True
            )
        except ValidationError:
            return None
        return next(map(refusal_of, validator.iter_errors(value)), None)

    def canonical(self, pointer: str) -> CanonicalSchema:
        """The schema at `pointer`, such that it can be asked whether any value satisfies it."""
        return jsonschema_rs.canonicalize(_reference(pointer), registry=self.registry, offline=True)


def judge_of(api: Api) -> Judge:
    """A judge that knows the API's schemas."""
    return Judge(Registry([(_ROOT, document(api))], draft=jsonschema_rs.Draft202012))


def refusal_of(error: ValidationError) -> Refusal:
    """The innermost objection behind a validator's error."""
    causes = _causes(error)
    why = _one_of(causes) or _told(causes[0])
    why = why if len(why) <= _LONGEST else f"{why[:_LONGEST]}…"
    return Refusal(causes[0].kind.name, tuple(causes[0].instance_path), why)


def _causes(error: ValidationError) -> list[ValidationError]:
    """Where the value came furthest before it was refused, if some alternatives took more of it."""
    kind = error.kind
    if not isinstance(kind, Alternatives):
        return [error]
    tried = [branch for branch in kind.context if not _asks_for_reference(branch)]
    if len(tried) == 1:
        return _causes(tried[0][0])
    furthest = [max(branch, key=_depth) for branch in tried]
    depth = max(map(_depth, furthest), default=0)
    if depth <= _depth(error):
        return [error]
    return [cause for each in furthest if _depth(each) == depth for cause in _causes(each)]


def _one_of(causes: Sequence[ValidationError]) -> str:
    """One sentence for alternatives that each would take another constant in the same place."""
    options = [
        each
        for cause in causes
        if isinstance(cause.kind, ValidationErrorKind.Enum)
        for each in cause.kind.options
    ]
    told = ", ".join(dict.fromkeys(map(shown, options)))
    alike = all(isinstance(cause.kind, ValidationErrorKind.Enum) for cause in causes)
    return f"{shown(causes[0].instance)} is none of {told}" if alike else ""


def _told(cause: ValidationError) -> str:
    """The validator's sentence; for alternatives, what each of them says."""
    if not isinstance(cause.kind, Alternatives):
        return _sentence(cause)
    said = dict.fromkeys(_sentence(branch[0]) for branch in cause.kind.context)
    alternatives = (
        "; ".join(said) if len(said) <= _MOST else f"all {len(said)} alternatives refuse it"
    )
    return f"{shown(cause.instance)} fits no alternative: {alternatives}"


def _sentence(error: ValidationError) -> str:
    """The validator's sentence with a long value cut, so that what it says of the value stays."""
    whole = json.dumps(error.instance, ensure_ascii=False, separators=(",", ":"))
    return error.message.replace(whole, shown(error.instance), 1)


def _asks_for_reference(branch: Iterable[ValidationError]) -> bool:
    """Whether an alternative of a metaschema is the one for reference objects."""
    kinds = [each.kind for each in branch]
    return any(isinstance(k, ValidationErrorKind.Required) and k.property == "$ref" for k in kinds)


def _depth(error: ValidationError) -> int:
    return len(error.instance_path)


def _reference(pointer: str) -> dict[str, str]:
    return {"$ref": f"{_ROOT}#{quote(pointer)}"}
