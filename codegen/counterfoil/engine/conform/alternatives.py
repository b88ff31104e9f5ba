"""Which alternative of `anyOf` and `oneOf` a value was meant to be, and what keeps it from that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from counterfoil.engine.conform.sentences import expectation, members
from counterfoil.engine.words import shown
from counterfoil.model import Component, Json, Schema

_PREFIX = "#/components/schemas/"
_CONSTANT = (Kind.Enum, Kind.Constant)

Lookup: TypeAlias = Callable[[Sequence[str | int]], Schema]
"""The schema in normal form at a path."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason to refuse a value: an error, and the words for it where its own do not do."""

    error: ValidationError
    words: str = ""
    keyword: str = ""
    path: tuple[str | int, ...] = ()
    """Of the value, where it is not the error's."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Looks through errors to what caused them."""

    components: Mapping[str, Component]
    look: Lookup

    def causes(self, error: ValidationError) -> Iterator[Cause]:
        """The reasons behind an error: its own, or those of the alternative that fits best."""
        match error.kind:
            case Kind.BacktrackLimitExceeded() | Kind.RegexEngineFailure():
                # Whether the value matches is not known, and what is not known is no breach.
                return
            case Kind.AnyOf() | Kind.OneOfNotValid():
                yield from self._best(error, error.kind.context)
            case _:
                yield Cause(error)

    def _best(
        self, error: ValidationError, branches: Sequence[Sequence[ValidationError]]
    ) -> Iterator[Cause]:
        schema = self.look(error.schema_path[:-1])
        tagged = self._tagged(error, schema)
        if isinstance(tagged, Cause):
            yield tagged
            return
        meant = branches if tagged is None else [branches[tagged]]
        reasons = [[c for each in branch for c in self.causes(each)] for branch in meant]
        depth = len(error.instance_path)
        ranks = [_rank(each, depth) for each in reasons]
        best = min(ranks, default=None)
        chosen = [each for each, rank in zip(reasons, ranks, strict=True) if rank == best]
        if len(chosen) > 1 and all(_is_one(each, depth) for each in chosen):
            yield Cause(error, _joined([each[0] for each in chosen]), _keyword(chosen))
        elif chosen:
            yield from chosen[0]

    def _tagged(self, error: ValidationError, schema: Schema) -> int | Cause | None:
        """The branch that a discriminator decides for; a cause where it knows no such value."""
        name = schema.get("discriminator", {}).get("propertyName")
        value = error.instance.get(name) if isinstance(error.instance, dict) else None
        if name is None or not isinstance(value, str):
            return None
        listed: list[Schema] = schema[str(error.schema_path[-1])]
        names = self._values(schema["discriminator"], listed)
        if value in names:
            return names[value]
        if not names:
            return None
        known = members(list(names))
        words = f"is {shown(value)}, and the contract says {known}"
        return Cause(error, words, "discriminator", (*error.instance_path, name))

    def _values(self, discriminator: Mapping[str, Any], listed: list[Schema]) -> dict[str, int]:
        """Value of the tag → branch (OpenAPI 3.1, section 4.8.25)."""
        places = {each.get("$ref", ""): index for index, each in enumerate(listed)}
        mapping: Mapping[str, str] = discriminator.get("mapping", {})
        found = {value: places[target] for value, target in mapping.items() if target in places}
        mapped = set(found.values())
        for reference, index in places.items():
            component = self.components.get(reference.removeprefix(_PREFIX))
            if component is not None and index not in mapped:
                found[component.author_name or component.name] = index
        return found


def _rank(reasons: Sequence[Cause], depth: int) -> tuple[bool, bool, int, int]:
    """How far an alternative is from fitting: another kind, another tag, and how much besides."""
    kinds = [(each.error.kind, len(_path(each)) - depth) for each in reasons]
    return (
        any(isinstance(kind, Kind.Type) and below == 0 for kind, below in kinds),
        any(isinstance(kind, _CONSTANT) and below == 1 for kind, below in kinds),
        sum(below == 0 for _, below in kinds),
        len(kinds),
    )


def _is_one(reasons: Sequence[Cause], depth: int) -> bool:
    """Whether an alternative has one objection, to the value as a whole, that another can join."""
    return len(reasons) == 1 and len(_path(reasons[0])) == depth and _joinable(reasons[0])


def _joinable(cause: Cause) -> bool:
    return isinstance(
        cause.error.kind, Kind.Type | Kind.Enum | Kind.Constant | Kind.Format | Kind.Pattern
    )


def _joined(causes: Sequence[Cause]) -> str:
    options = [option for cause in causes for option in _options(cause.error.kind)]
    if all(isinstance(cause.error.kind, _CONSTANT) for cause in causes):
        expected = members([*{shown(each): each for each in options}.values()])
    else:
        expected = " or ".join(dict.fromkeys(expectation(each.error) for each in causes))
    return f"is {shown(causes[0].error.instance)}, and the contract says {expected}"


def _options(kind: Kind) -> list[Json]:
    match kind:
        case Kind.Enum(options=options):
            return options
        case Kind.Constant(expected_value=value):
            return [value]
    return []


def _keyword(chosen: Sequence[Sequence[Cause]]) -> str:
    names = {each[0].error.kind.name for each in chosen}
    return names.pop() if len(names) == 1 else ""


def _path(cause: Cause) -> Sequence[str | int]:
    return cause.path or cause.error.instance_path
