"""JSON values as XML, as a schema and its `xml` keywords have it (OpenAPI 3.1, section 4.8.26)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterfoil.engine.records import record_of
from counterfoil.engine.wire.xml_reading import xml_of
from counterfoil.model import Component, Direction, Json, Schema

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_OTHER = re.compile(r"[^\w.-]", re.ASCII)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = "#/components/schemas/"


def write_xml(schema: Schema, components: Mapping[str, Component], value: Json) -> str:
    """An XML document that says what the value says; characters that XML cannot say become `?`."""
    writer = _Writer(components)
    inside = "".join(writer.element(writer.name(schema, _root(schema)), schema, value))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inside}\n'


def _root(schema: Schema) -> str:
    return schema.get("$ref", "").removeprefix(_REFERENCE) or "document"


@dataclass(frozen=True, slots=True)
class _Writer:
    components: Mapping[str, Component]

    def name(self, schema: Schema, usual: str) -> str:
        """What an element that holds a value of the schema is called."""
        name = str(xml_of(schema, self.components).get("name", usual))
        return name if _NAME.fullmatch(name) else f"_{_OTHER.sub('_', name)}"

    def element(self, tag: str, schema: Schema, value: Json) -> Iterator[str]:
        seen = record_of(schema, self.components, Direction.RESPONSE)
        match value:
            case Mapping():
                attributes, inside = self._members(dict(seen.properties), value)
                yield f"<{tag}{attributes}>{inside}</{tag}>"
            case list():
                items = seen.items or {}
                inside = "".join(
                    text
                    for each in value
                    for text in self.element(self.name(items, _root_of(items)), items, each)
                )
                yield f"<{tag}>{inside}</{tag}>"
            case None:
                yield f"<{tag}/>"
            case _:
                yield f"<{tag}>{_text(value)}</{tag}>"

    def _members(
        self, properties: Mapping[str, Schema], value: Mapping[str, Json]
    ) -> tuple[str, str]:
        attributes, inside = "", ""
        for name, each in value.items():
            schema = properties.get(name, {})
            xml = xml_of(schema, self.components)
            tag = self.name(schema, name)
            if xml.get("attribute") is True and not isinstance(each, Mapping | list):
                attributes += f' {tag}="{_text(each)}"'
            elif isinstance(each, list) and xml.get("wrapped") is not True:
                items = record_of(schema, self.components, Direction.RESPONSE).items or {}
                called = self.name(items, name)
                inside += "".join(text for one in each for text in self.element(called, items, one))
            else:
                inside += "".join(self.element(tag, schema, each))
        return attributes, inside


def _root_of(items: Schema) -> str:
    return items.get("$ref", "").removeprefix(_REFERENCE) or "item"


def _text(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORBIDDEN.sub("?", str(value)).translate(_ESCAPED)


_ESCAPED = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\r": "&#13;",
        "\n": "&#10;",
        "\t": "&#9;",
    }
)
