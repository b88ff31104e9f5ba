"""Says whether a schema takes a value, and if not, what it objects to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

import jsonschema_rs
from jsonschema_rs import CanonicalSchema, Registry, ValidationError, ValidationErrorKind

from counterfoil.lint.schemas import document
from counterfoil.model import Api, Json

_ROOT = "urn:counterfoil:contract"
_LONGEST = 200

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
    cause = _cause(error)
    why = cause.message if len(cause.message) <= _LONGEST else f"{cause.message[:_LONGEST]}…"
    return Refusal(cause.kind.name, tuple(cause.instance_path), why)


def _cause(error: ValidationError) -> ValidationError:
    """Where the value came furthest before it was refused, if some alternative took more of it."""
    kind = error.kind
    if not isinstance(kind, Alternatives):
        return error
    tried = [branch for branch in kind.context if not _asks_for_reference(branch)]
    if len(tried) == 1:
        return _cause(tried[0][0])
    depth = len(error.instance_path)
    deeper = [_deepest(branch) for branch in tried if all(_depth(each) > depth for each in branch)]
    return _cause(max(deeper, key=_depth)) if deeper else error


def _asks_for_reference(branch: Iterable[ValidationError]) -> bool:
    """Whether an alternative of a metaschema is the one for reference objects."""
    kinds = [each.kind for each in branch]
    return any(isinstance(k, ValidationErrorKind.Required) and k.property == "$ref" for k in kinds)


def _deepest(branch: Iterable[ValidationError]) -> ValidationError:
    return max(branch, key=_depth)


def _depth(error: ValidationError) -> int:
    return len(error.instance_path)


def _reference(pointer: str) -> dict[str, str]:
    return {"$ref": f"{_ROOT}#{quote(pointer)}"}
