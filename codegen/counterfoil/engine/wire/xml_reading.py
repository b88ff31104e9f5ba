"""XML bodies as JSON values, guided by a schema and its `xml` keywords (OpenAPI 3.1, section 4.8.26).

Namespaces are left out of account, and so is the name of the outermost element: contracts are often
vague about both. Document types, and with them entities, are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from counterfoil.engine.records import parts, record_of
from counterfoil.engine.wire.shapes import shape_of
from counterfoil.model import Component, Direction, Json, Schema
from counterfoil.runtime.server_shapes import Scalar, scalar
from counterfoil.runtime.server_styles import Unreadable

_DEEPEST = 100
_FREE: Schema = {}


@dataclass(slots=True)
class Element:
    """One element, without its namespace."""

    name: str
    attributes: Mapping[str, str]
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text right inside."""
        return "".join(self.texts)

    @property
    def says_text(self) -> bool:
        """Whether it holds text and no elements."""
        return not self.children and bool(self.text.strip())

    def called(self, name: str) -> list["Element"]:
        """The children of that name."""
        return [each for each in self.children if each.name == name]


def read_xml(schema: Schema, components: Mapping[str, Component], data: bytes) -> Json:
    """The value of a request body in XML. Raises Unreadable where the bytes are none."""
    return _Reader(components).value(schema, parse(data))


def xml_of(schema: Schema, components: Mapping[str, Component]) -> Mapping[str, Any]:
    """What a schema, with all that it is made of, says of itself as XML; the nearest word wins."""
    found: dict[str, Any] = {}
    for part in parts(schema, components):
        found = {**part.get("xml", {}), **found}
    return found


def parse(data: bytes) -> Element:
    """The outermost element of a document. Raises Unreadable where the bytes are no XML."""
    document = Element("", {})
    open_: list[Element] = [document]

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if len(open_) > _DEEPEST:
            raise Unreadable("is nested too deeply")
        element = Element(_local(name), {_local(key): each for key, each in attributes.items()})
        open_[-1].children.append(element)
        open_.append(element)

    def end(_: str) -> None:
        open_.pop()

    def say(text: str) -> None:
        open_[-1].texts.append(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = say
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise Unreadable(f"is no XML: {problem}") from problem
    except (LookupError, ValueError) as problem:
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable(f"is in an encoding that is not read here: {problem}") from problem
    return document.children[0]


def _refuse(*_: object) -> NoReturn:
    raise Unreadable("declares a document type, which is not read here")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class _Reader:
    components: Mapping[str, Component]

    def value(self, schema: Schema, element: Element) -> Json:
        properties, items, kinds = self._seen(schema)
        if items is not None and "object" not in kinds:
            return self._items(items, [element])
        says_text = element.says_text and not element.attributes
        if element.children or ((properties or "object" in kinds) and not says_text):
            return self._record(schema, properties, element)
        return self._scalar(schema, kinds, element)

    def _scalar(self, schema: Schema, kinds: frozenset[str], element: Element) -> Json:
        text = element.text
        if text == "" and "null" in kinds and "string" not in kinds:
            return None
        if "string" not in kinds and kinds:
            text = text.strip()
        shape = shape_of(schema, self.components)
        return scalar(shape, text) if isinstance(shape, Scalar) else text

    def _record(
        self, schema: Schema, properties: Mapping[str, Schema], element: Element
    ) -> dict[str, Json]:
        made: dict[str, Json] = {}
        taken: set[str] = set()
        for name, each in properties.items():
            xml = xml_of(each, self.components)
            tag = xml.get("name", name)
            if xml.get("attribute") is True:
                if tag in element.attributes:
                    inside = Element(tag, {}, texts=[element.attributes[tag]])
                    made[name] = self.value(each, inside)
                continue
            found, names = self._property(each, xml, tag, name, element)
            taken |= names
            if found is not None:
                made[name] = found[0]
        others = record_of(schema, self.components, Direction.REQUEST).others
        return made | self._others(element, taken, others or _FREE)

    def _property(
        self, schema: Schema, xml: Mapping[str, Any], tag: str, name: str, element: Element
    ) -> tuple[tuple[Json] | None, set[str]]:
        """The value of a property, if it has one, and the names of the elements that say it."""
        _, items, kinds = self._seen(schema)
        if items is None or "object" in kinds:
            values = [self.value(schema, each) for each in element.called(tag)]
            return ((values[0] if len(values) == 1 else values,) if values else None), {tag}
        if xml.get("wrapped") is True:
            wrappers = element.called(tag)
            return ((self._items(items, wrappers),) if wrappers else None), {tag}
        called = xml_of(items, self.components).get("name", name)
        for candidate in (called, tag):
            if found := element.called(candidate):
                return ([self.value(items, each) for each in found],), {called, tag}
        return None, {called, tag}

    def _items(self, schema: Schema, wrappers: Sequence[Element]) -> Json:
        # Text where items should be stays text, which is no list.
        if text := "".join(each.text for each in wrappers if each.says_text):
            return text
        return [self.value(schema, each) for around in wrappers for each in around.children]

    def _others(self, element: Element, taken: set[str], schema: Schema) -> dict[str, Json]:
        grouped: dict[str, list[Json]] = {}
        for each in element.children:
            if each.name not in taken:
                grouped.setdefault(each.name, []).append(self.value(schema, each))
        return {name: each[0] if len(each) == 1 else each for name, each in grouped.items()}

    def _seen(self, schema: Schema) -> tuple[Mapping[str, Schema], Schema | None, frozenset[str]]:
        """Properties, items and types of a schema, those of its branches included."""
        seen = record_of(schema, self.components, Direction.REQUEST)
        properties, items = dict(seen.properties), seen.items
        kinds = _kinds(schema, self.components)
        for branch in _flat(seen.unions):
            more, item, kind = self._seen(branch)
            properties, items = {**more, **properties}, items if items is not None else item
            kinds |= kind
        return properties, items, kinds


def _flat(unions: Sequence[Sequence[Schema]]) -> list[Schema]:
    return [branch for branches in unions for branch in branches]


def _kinds(schema: Schema, components: Mapping[str, Component]) -> frozenset[str]:
    found: set[str] = set()
    for part in parts(schema, components):
        kind = part.get("type", ())
        found.update([kind] if isinstance(kind, str) else kind)
    return frozenset(found)
