"""The ways through a schema's unions: each a flat view of all that holds along it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeAlias

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.values.flat import (
    ANYTHING,
    BLANK,
    Fields,
    Flat,
    Row,
    meet,
    own,
    type_of,
    without,
)
from counterfoil.engine.values.hidden import Hidden
from counterfoil.engine.values.numbers import EVERY_NUMBER
from counterfoil.model import Component, Schema

_MOST = 64
"""Ways through several unions at once that are followed."""
_WIDEST = 512
"""Ways through one union that are followed."""
_HEIRS = 2
_DEEPEST = 100
"""Schemas in schemas, all about the same value, that are followed."""
_SILENT = frozenset({"$ref", "title", "description", "deprecated", "readOnly", "writeOnly"})
"""Keywords beside a reference that no value depends on."""
_APPLYING = _SILENT | {"allOf", "anyOf", "oneOf", "if", "then", "else", "not", "discriminator"}
"""Keywords that say nothing of a value by themselves."""
Heirs: TypeAlias = tuple[str, ...]
"""The components around a schema of which some discriminator knows the tag, the outermost first."""
_ANY = ("string", "integer", "boolean", "object", "array", "null")


@dataclass(slots=True)
class Ways:
    """Reads the schemas of one direction, each when it is first asked for."""

    components: Mapping[str, Component]
    hidden: Hidden
    _found: dict[tuple[int, Heirs], list[Flat]] = field(default_factory=dict)
    _split: dict[int, tuple[Flat, ...]] = field(default_factory=dict)
    _kept: list[Schema] = field(default_factory=list)
    """Schemas that are known by their `id`, which stays theirs as long as they live."""
    _open: set[str] = field(default_factory=set)
    """Components that are being read: what refers to itself in place says nothing more."""
    _expanding: set[int] = field(default_factory=set)
    """Discriminators of which the heirs are being read, by `id`."""
    _levels: int = 0
    _tagged_ones: frozenset[str] | None = None

    def of(self, schema: Schema) -> tuple[Flat, ...]:
        """Every way, each with a single type, null last. Empty where no value can be valid."""
        name = _only_reference(schema)
        if name:
            schema = self.components[name].schema
        found = self._split.get(id(schema))
        if found is None:
            self._kept.append(schema)
            flats = self._named(name, ()) if name else self._flats(schema, ())
            typed = [each for flat in flats for each in _typed(flat)]
            found = tuple(sorted(typed, key=lambda flat: flat.type == "null"))
            self._split[id(schema)] = found
        return found

    def _named(self, name: str, heirs: Heirs) -> list[Flat]:
        if name in self._open:
            return []
        if name in self._mapped and len(heirs) < _HEIRS:
            heirs = (*heirs, name)
        self._open.add(name)
        flats = self._flats(self.components[name].schema, heirs)
        self._open.remove(name)
        hidden = self.hidden.of(name)
        return [replace(flat, hidden=flat.hidden | hidden) for flat in flats] if hidden else flats

    @property
    def _mapped(self) -> frozenset[str]:
        """The components that a discriminator of a base schema maps tags to."""
        if self._tagged_ones is None:
            schemas = [each.schema for each in self.components.values()]
            schemas += [part for each in schemas for part in each.get("allOf", ())]
            bases = [each["discriminator"] for each in schemas if "discriminator" in each]
            self._tagged_ones = frozenset(name for each in bases for name in _tags(each))
        return self._tagged_ones

    def _flats(self, schema: Schema, heirs: Heirs) -> list[Flat]:
        key = (id(schema), heirs)
        found = self._found.get(key)
        if found is None:
            if self._levels > _DEEPEST:
                return []
            self._kept.append(schema)
            self._levels += 1
            found = self._found[key] = self._read(schema, heirs)
            self._levels -= 1
        return found

    def _read(self, schema: Schema, heirs: Heirs) -> list[Flat]:
        flats = [own(schema) if schema.keys() - _APPLYING else BLANK]
        for choices in self._choices(schema, heirs):
            flats = _combined(flats, choices)
        if "not" in schema:
            flats = list(_all_without(flats, [schema["not"]]))
        if "discriminator" in schema and not schema.keys() & {"oneOf", "anyOf"}:
            flats = self._tagged(schema["discriminator"], flats, heirs)
        return [_closed(flat, schema) for flat in flats]

    def _choices(self, schema: Schema, heirs: Heirs) -> Iterator[list[Flat]]:
        """What each applicator leaves to choose from."""
        if "$ref" in schema:
            yield self._named(schema["$ref"].removeprefix(PREFIX), heirs)
        for part in schema.get("allOf", ()):
            yield self._flats(part, heirs)
        if "anyOf" in schema:
            branches = self._branches(schema, "anyOf", heirs)
            yield _some(flat for each in branches for flat in each)
        if "oneOf" in schema:
            yield _some(self._one_of(schema, heirs))
        if "if" in schema:
            yield list(self._conditional(schema, heirs))
        for name, dependent in schema.get("dependentSchemas", {}).items():
            present = Flat(required=(name,))
            with_it = _combined([present], self._flats(dependent, heirs))
            yield [*with_it, Flat(absent=frozenset({name}))]

    def _branches(self, schema: Schema, keyword: str, heirs: Heirs) -> Iterator[list[Flat]]:
        """The ways of each branch, with its tag where a discriminator tells branches apart."""
        tags = _tags(schema.get("discriminator", {}))
        for branch in schema[keyword]:
            flats = self._flats(branch, heirs)
            target = branch.get("$ref", "").removeprefix(PREFIX)
            if "discriminator" in schema and target:
                names = tags.get(target) or [self._author_name(target)]
                tag = schema["discriminator"]["propertyName"]
                flats = [self._with_tag(flat, tag, names) for flat in flats]
            yield flats

    def _one_of(self, schema: Schema, heirs: Heirs) -> Iterator[Flat]:
        branches = list(self._branches(schema, "oneOf", heirs))
        for index, flats in enumerate(branches):
            others = [
                (schema["oneOf"][number], {kind for each in other for kind in each.types})
                for number, other in enumerate(branches)
                if number != index
            ]
            for flat in flats:
                near = [each for each, types in others if types.intersection(flat.types)]
                yield from _all_without([flat], near)

    def _conditional(self, schema: Schema, heirs: Heirs) -> Iterator[Flat]:
        condition = self._flats(schema["if"], heirs)
        yield from _combined(condition, self._flats(schema.get("then", ANYTHING), heirs))
        yield from _all_without(self._flats(schema.get("else", ANYTHING), heirs), [schema["if"]])

    def _tagged(
        self, discriminator: Mapping[str, Any], flats: list[Flat], heirs: Heirs
    ) -> list[Flat]:
        """A base schema that its own discriminator tells from those that include it."""
        tag, tags = discriminator["propertyName"], _tags(discriminator)
        outer = next((name for name in heirs if name in tags), None)
        if outer is not None:
            return [self._with_tag(flat, tag, tags[outer]) for flat in flats]
        if id(discriminator) in self._expanding:
            return flats
        self._expanding.add(id(discriminator))
        reading, self._open = self._open, set()
        found = _some(each for name in tags for each in self._named(name, ()))
        self._open = reading
        self._expanding.remove(id(discriminator))
        return _combined(flats, found) or flats

    def _with_tag(self, flat: Flat, tag: str, names: list[str]) -> Flat:
        """The same, with a property that names the branch; as it was where the schema forbids it."""
        said = [each for each in self.of(flat.child(tag)) if each.members is not None]
        if said and not any(name in (each.members or ()) for each in said for name in names):
            return flat
        mark = Flat(types=("object",), required=(tag,), fields=(Fields({tag: {"enum": [*names]}}),))
        return meet(flat, mark) or flat

    def _author_name(self, name: str) -> str:
        component = self.components[name]
        return component.author_name or component.name


def _only_reference(schema: Schema) -> str:
    """The component that a schema is nothing but a reference to, or an empty text."""
    if "$ref" not in schema or schema.keys() - _SILENT:
        return ""
    return str(schema["$ref"]).removeprefix(PREFIX)


def _tags(discriminator: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, target in discriminator.get("mapping", {}).items():
        found.setdefault(target.removeprefix(PREFIX), []).append(tag)
    return found


def _combined(flats: list[Flat], choices: list[Flat]) -> list[Flat]:
    """Each of one with each of the other, so that the first few already contain every one of both."""
    met = (meet(flats[one], choices[two]) for one, two in _pairs(len(flats), len(choices)))
    found = []
    for each in met:
        if each is not None:
            found.append(each)
        if len(found) == _MOST:
            break
    return found


def _some(flats: Iterable[Flat]) -> list[Flat]:
    """The first of many, each once."""
    return [*islice({id(flat): flat for flat in flats}.values(), _WIDEST)]


def _pairs(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    if not rows or not columns:
        return
    diagonal = {(k % rows, k % columns): None for k in range(max(rows, columns))}
    yield from diagonal
    if len(diagonal) < rows * columns:
        every = ((one, two) for one in range(rows) for two in range(columns))
        yield from (pair for pair in every if pair not in diagonal)


def _all_without(flats: Iterable[Flat], refused: Iterable[Schema]) -> Iterator[Flat]:
    rejected = list(refused)
    for flat in flats:
        left: Flat | None = flat
        for each in rejected:
            left = without(left, each) if left is not None else None
        if left is not None:
            yield left


def _closed(flat: Flat, schema: Schema) -> Flat:
    """With what is left for `unevaluatedProperties` and `unevaluatedItems` to judge on this way."""
    rest = schema.get("unevaluatedProperties")
    if rest is not None and all(each.rest is None for each in flat.fields):
        known = {name: ANYTHING for each in flat.fields for name in each.properties}
        patterns = tuple((name, ANYTHING) for each in flat.fields for name, _ in each.patterns)
        flat = replace(flat, fields=(*flat.fields, Fields(known, patterns, rest)))
    rest = schema.get("unevaluatedItems")
    if rest is not None and all(row.rest is None for row in flat.rows):
        if flat.shares:
            rest = {"anyOf": [rest, *(share.schema for share in flat.shares)]}
        flat = replace(flat, rows=(*flat.rows, Row((ANYTHING,) * flat.row_end, rest)))
    return flat


def _typed(flat: Flat) -> list[Flat]:
    """The same for each type alone, as far as the type leaves any value."""
    likely = _kinds(flat)
    found = [*_of_kinds(flat, likely)]
    if found or flat.typed:
        return found
    # Keywords that leave no value of their own type leave every one of the others.
    return [*_of_kinds(flat, [kind for kind in _ANY if kind not in likely and kind in flat.types])]


def _of_kinds(flat: Flat, kinds: Iterable[str]) -> Iterator[Flat]:
    for kind in kinds:
        members = flat.members
        if members is not None:
            members = tuple(each for each in members if _is(each, kind))
        numbers = flat.numbers.whole() if kind == "integer" else flat.numbers
        one = replace(flat, types=(kind,), members=members, numbers=numbers)
        if not _is_empty(one):
            yield one


def _kinds(flat: Flat) -> tuple[str, ...]:
    if flat.members is not None:
        kinds = tuple(dict.fromkeys(map(type_of, flat.members)))
        if "number" in flat.types and "integer" in kinds:
            kinds = tuple(dict.fromkeys("number" if k == "integer" else k for k in kinds))
        return tuple(kind for kind in kinds if kind in flat.types)
    kinds = flat.types
    if not flat.typed:
        hinted = tuple(_hints(flat))
        kinds = tuple(kind for kind in hinted or _ANY if kind in flat.types)
    return tuple(k for k in kinds if k != "integer" or "number" not in kinds)


def _hints(flat: Flat) -> Iterator[str]:
    """The types that keywords without a `type` are written for."""
    if flat.fields or flat.required or flat.dependents or flat.names or flat.counts.least:
        yield "object"
    if flat.rows or flat.items.least or flat.items.most is not None or flat.shares or flat.distinct:
        yield "array"
    if flat.patterns or flat.formats or flat.lengths.least or flat.lengths.most is not None:
        yield "string"
    if flat.sized:
        yield "integer"
    elif flat.numbers != EVERY_NUMBER:
        yield "number"


def _is(value: Any, kind: str) -> bool:
    found = type_of(value)
    return found == kind or (kind == "number" and found == "integer")


def _is_empty(flat: Flat) -> bool:
    if flat.members is not None:
        return not flat.members
    match flat.type:
        case "string":
            return flat.lengths.empty
        case "integer" | "number":
            return flat.numbers.empty
        case "array":
            return flat.items.empty
        case "object":
            return flat.counts.empty
        case _:
            return False
