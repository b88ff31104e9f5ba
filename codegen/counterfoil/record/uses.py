"""What was read of an answer or a message, as its contract calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterfoil.engine.expectations.fields import field_at
from counterfoil.engine.wire.codings import value_schema
from counterfoil.model import (
    Component,
    Direction,
    Header,
    Json,
    Media,
    Operation,
    Response,
    Schema,
    Use,
)
from counterfoil.record.notes import Seen
from counterfoil.record.patterns import smallest


@dataclass(frozen=True, slots=True)
class Described:
    """What a contract says of a value that was received."""

    schema: Schema | None
    components: Mapping[str, Component]
    headers: tuple[Header, ...] = ()


def use_of(seen: Seen, described: Described) -> tuple[Use, tuple[str, ...]]:
    """What a consumer relies on, and the fields that it reads though the contract does not name them."""
    unnamed = tuple(sorted(each for each in seen.reads if not _is_named(each, described)))
    reads = smallest(each for each in seen.reads if each not in unnamed)
    members = {
        each: found
        for each in sorted(seen.members)
        if each not in unnamed and (found := _members(seen.members[each], each, described))
    }
    formats = {
        each: form
        for each in sorted(seen.typed)
        if each in reads and (form := _format(each, described))
    }
    names = [each.name for each in described.headers if each.name.lower() in seen.headers]
    return Use(reads, members, formats, tuple(sorted(names, key=str.lower))), unnamed


def response_for(operation: Operation, status: int) -> Response | None:
    """The documented response that a status falls under, the most exact one."""
    documented = {each.status.upper(): each for each in operation.responses}
    names = (str(status), f"{status // 100}XX", "DEFAULT")
    return next((documented[each] for each in names if each in documented), None)


def schema_in(
    content: Sequence[Media], media_type: str, components: Mapping[str, Component]
) -> Schema | None:
    """What describes a body of a media type, that of a stream as the list of its items."""
    essence = media_type.partition(";")[0].strip().lower()
    exact = [each for each in content if each.media_type.partition(";")[0].lower() == essence]
    for media in (*exact, *content):
        return value_schema(media, components)
    return None


def _is_named(pattern: str, described: Described) -> bool:
    found = field_at(described.schema, pattern, described.components, Direction.RESPONSE)
    return found is not None and found.named


def _schemas(pattern: str, described: Described) -> tuple[Schema, ...]:
    found = field_at(described.schema, pattern, described.components, Direction.RESPONSE)
    waiting = list(found.schemas) if found else []
    flat: list[Schema] = []
    while waiting and len(flat) < _MOST:
        schema = waiting.pop(0)
        flat.append(schema)
        component = described.components.get(str(schema.get("$ref", "")).rpartition("/")[2])
        waiting += [component.schema] if component else []
        for key in ("allOf", "anyOf", "oneOf"):
            waiting += schema.get(key, ())
    return tuple(flat)


_MOST = 100
"""Schemas of one field that are looked at for its members and its format."""


def _members(compared: Sequence[Json], pattern: str, described: Described) -> tuple[Json, ...]:
    """The members that the contract lists, in its order, of those that a value was compared with."""
    listed = [each for schema in _schemas(pattern, described) for each in schema.get("enum", ())]
    return tuple(each for each in dict.fromkeys(map(_hashable, listed)) if each in compared)


def _hashable(member: Json) -> Json:
    return member if isinstance(member, str | int | float | bool) else None


def _format(pattern: str, described: Described) -> str:
    schemas = _schemas(pattern, described)
    return next((str(each["format"]) for each in schemas if "format" in each), "")
