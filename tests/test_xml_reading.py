"""What an XML body says, by the schema that the contract has for it."""

import pytest

from counterfoil.engine.wire.xml_reading import read_xml
from counterfoil.model import Json, Schema
from counterfoil.runtime.server_styles import Unreadable

TEXT: Schema = {"type": "string"}
WRAPPED: Schema = {
    "type": "array",
    "items": {"type": "integer", "xml": {"name": "n"}},
    "xml": {"wrapped": True},
}


def record(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        (record(a={"type": "integer"}), "<x><a>1</a></x>", {"a": 1}),
        (record(a={"type": "integer"}), "<x><a>one</a></x>", {"a": "one"}),
        (record(a={"type": "boolean"}), "<x><a></a></x>", {"a": ""}),
        (record(a={"type": ["integer", "null"]}), "<x><a/></x>", {"a": None}),
        (record(a=TEXT), "<x><a>1 &lt; 2</a></x>", {"a": "1 < 2"}),
        (record(a={**TEXT, "xml": {"name": "b"}}), "<x><b>c</b></x>", {"a": "c"}),
        (record(a={**TEXT, "xml": {"attribute": True}}), '<x a="b"/>', {"a": "b"}),
        (record(a={"type": "array", "items": TEXT}), "<x><a>b</a><a>c</a></x>", {"a": ["b", "c"]}),
        (record(a=TEXT), "<x><a>b</a><a>c</a></x>", {"a": ["b", "c"]}),
        (record(a=WRAPPED), "<x><a><n>1</n><n>2</n></a></x>", {"a": [1, 2]}),
        (record(a=WRAPPED), "<x><a></a></x>", {"a": []}),
        (record(a=WRAPPED), "<x><a>1</a></x>", {"a": "1"}),
        (record(a=WRAPPED), "<x/>", {}),
        (record(a=TEXT), "<x><b>c</b></x>", {"b": "c"}),
        (record(a=record(b=TEXT)), "<x><a>c</a></x>", {"a": "c"}),
    ],
)
def test_an_element_is_read_as_its_schema_has_it(schema: Schema, text: str, value: Json) -> None:
    assert read_xml(schema, {}, text.encode()) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<x>",
        "<x></y>",
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        "<a>" * 200 + "</a>" * 200,
        '<?xml version="1.0" encoding="no-such"?><x/>',
    ],
)
def test_what_is_no_xml_or_more_than_xml_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_xml(record(a=TEXT), {}, text.encode())
