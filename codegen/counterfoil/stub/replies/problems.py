"""Bodies that say what went wrong, in the contract's own shape.

Authors name the parts of an error body alike, so names and types tell what belongs where. What the
schema then does not admit is left as its example has it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from counterfoil.engine.naming import words
from counterfoil.engine.records import Record, parts, record_of
from counterfoil.model import Component, Direction, Json, Schema

_DETAIL = frozenset(
    {"message", "detail", "description", "error message", "error description", "reason", "msg"}
)
_TITLE = frozenset({"title", "error", "summary", "error name", "status text"})
_STATUS = frozenset({"status", "code", "status code", "http status", "error code", "http code"})
_CODE = frozenset({"code", "error code", "error type", "kind", "key", "error key"})
_PLACE = frozenset(
    {"field", "location", "path", "parameter", "param", "pointer", "property", "target", "source"}
)
_LISTS = frozenset({"errors", "violations", "issues", "causes", "invalid params", "details"})
_OCCURRENCE = frozenset({"instance", "trace id", "request id", "correlation id"})
_MOST = 50
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a request."""

    place: str
    """`query parameter limit`, or `body at /lines/0`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What an error body is to say."""

    status: int
    detail: str
    wrongs: tuple[Wrong, ...] = ()

    @property
    def title(self) -> str:
        """The status in words."""
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return f"Status {self.status}"


def plain(telling: Telling) -> dict[str, Json]:
    """A problem document (RFC 9457), for contracts that have no error body of their own.

    >>> plain(Telling(404, "no such order"))
    {'type': 'about:blank', 'title': 'Not Found', 'status': 404, 'detail': 'no such order'}
    """
    body: dict[str, Json] = {
        "type": "about:blank",
        "title": telling.title,
        "status": telling.status,
        "detail": telling.detail,
    }
    if telling.wrongs:
        body["errors"] = [
            {"pointer": each.place, "detail": each.reason} for each in telling.wrongs[:_MOST]
        ]
    return body


@dataclass(frozen=True, slots=True)
class Problems:
    """Fills error bodies of one contract."""

    components: Mapping[str, Component]

    def filled(self, schema: Schema, template: Json, telling: Telling) -> Iterator[Json]:
        """The template with what there is to tell, the fullest first; the last is the template."""
        if isinstance(template, str):
            yield from (telling.detail or telling.title, telling.title, template)
            return
        edits = list(self._edits(schema, template, telling, 0))
        if not edits:
            yield template
            return
        yield _edited(template, edits)
        # One edit that the schema refuses costs that edit alone, should the whole be refused.
        yield from (_edited(template, edits[:count]) for count in range(len(edits) - 1, -1, -1))

    def _edits(
        self, schema: Schema, template: Json, telling: Telling, depth: int
    ) -> Iterator[tuple[tuple[str, ...], Json]]:
        if not isinstance(template, dict) or depth > _DEEPEST:
            return
        seen = record_of(schema, self.components, Direction.RESPONSE)
        for name, each in seen.properties.items():
            called = " ".join(words(name)).lower()
            value = self._value(called, each, telling)
            if value is not None:
                yield (name,), value
            elif called in _OCCURRENCE and name not in seen.required and name in template:
                yield (name,), _NOTHING
            elif name in template:
                for path, inside in self._edits(each, template[name], telling, depth + 1):
                    yield (name, *path), inside

    def _value(self, called: str, schema: Schema, telling: Telling) -> Json:
        kinds = _kinds(schema, self.components)
        if "string" in kinds:
            return _string(called, _format(schema, self.components), telling)
        if kinds & {"integer", "number"} and called in _STATUS:
            return telling.status
        if "boolean" in kinds and called in ("success", "ok"):
            return False
        if "array" in kinds and called in _LISTS:
            seen = record_of(schema, self.components, Direction.RESPONSE)
            return self._list(seen, telling.wrongs)
        return None

    def _list(self, seen: Record, wrongs: Sequence[Wrong]) -> Json:
        if seen.items is None or not wrongs:
            return None
        if "string" in _kinds(seen.items, self.components):
            return [each.reason for each in wrongs[:_MOST]]
        item = record_of(seen.items, self.components, Direction.RESPONSE)
        made = [_wrong(item, each) for each in wrongs[:_MOST]]
        return made if all(item.required <= each.keys() for each in made) and made[0] else None


def _wrong(item: Record, wrong: Wrong) -> dict[str, Json]:
    made: dict[str, Json] = {}
    for name in item.properties:
        called = " ".join(words(name)).lower()
        if called in _PLACE:
            made[name] = wrong.place
        elif called in _DETAIL or called in _TITLE:
            made[name] = wrong.reason
        elif called in _CODE:
            made[name] = "breach"
    return made


def _string(called: str, form: str, telling: Telling) -> str | None:
    if form in ("uri", "uri-reference", "iri", "iri-reference"):
        return "about:blank" if called == "type" else None
    if form:
        return None
    if called in _DETAIL:
        return telling.detail or telling.title
    if called in _TITLE:
        return telling.title
    if called in ("status", "status code", "http status"):
        return str(telling.status)
    if called in _CODE:
        return telling.title.lower().replace(" ", "_").replace("-", "_")
    return "about:blank" if called == "type" else None


class _Nothing:
    """Stands for a property that is taken away."""


_NOTHING = _Nothing()


def _edited(template: Json, edits: Sequence[tuple[tuple[str, ...], Json]]) -> Json:
    made = template
    for path, value in edits:
        made = _put(made, path, value)
    return made


def _put(record: Json, path: tuple[str, ...], value: Json) -> Json:
    name, *deeper = path
    if not deeper and value is _NOTHING:
        return {key: each for key, each in record.items() if key != name}
    return {**record, name: _put(record[name], tuple(deeper), value) if deeper else value}


def _kinds(schema: Schema, components: Mapping[str, Component]) -> frozenset[str]:
    """The JSON types that a schema names; none where it fixes its values otherwise."""
    found: set[str] = set()
    for part in parts(schema, components):
        if "enum" in part or "const" in part or "pattern" in part:
            return frozenset()
        kind = part.get("type", ())
        found.update([kind] if isinstance(kind, str) else kind)
    return frozenset(found)


def _format(schema: Schema, components: Mapping[str, Component]) -> str:
    return next((part["format"] for part in parts(schema, components) if "format" in part), "")
