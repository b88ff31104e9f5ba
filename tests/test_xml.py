"""XML bodies are read and written as a schema and its `xml` keywords have them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.engine.wire.xml_reading import read_xml
from counterfoil.engine.wire.xml_writing import write_xml
from counterfoil.model import Json
from counterfoil.runtime.server_styles import Unreadable

PET = {
    "type": "object",
    "xml": {"name": "pet"},
    "properties": {
        "id": {"type": "integer", "xml": {"attribute": True}},
        "name": {"type": "string", "xml": {"name": "called"}},
        "tags": {
            "type": "array",
            "items": {"type": "string", "xml": {"name": "tag"}},
            "xml": {"wrapped": True},
        },
        "sizes": {"type": "array", "items": {"type": "integer"}},
        "tame": {"type": ["boolean", "null"]},
        "home": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}
TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xD7FF), max_size=12)
PETS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.integers(),
        "name": TEXT,
        "tags": st.lists(TEXT),
        "sizes": st.lists(st.integers(), min_size=1),
        "tame": st.sampled_from([True, False, None]),
        "home": st.fixed_dictionaries({}, optional={"city": TEXT}),
    },
)


@given(PETS)
def test_what_is_written_is_read(pet: dict[str, Json]) -> None:
    assert read_xml(PET, {}, write_xml(PET, {}, pet).encode()) == pet


def test_elements_are_named_as_the_contract_says() -> None:
    pet = {"id": 3, "name": "Rex & Co", "tags": ["a", "b"], "sizes": [1, 2], "tame": None}
    assert write_xml(PET, {}, pet) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<pet id="3"><called>Rex &amp; Co</called><tags><tag>a</tag><tag>b</tag></tags>'
        "<sizes>1</sizes><sizes>2</sizes><tame/></pet>\n"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"<p:pet xmlns:p='urn:p'><p:called>a</p:called></p:pet>", {"name": "a"}),
        (b"<pet>\n  <sizes> 4 </sizes>\n</pet>", {"sizes": [4]}),
        (b"<pet><other>1</other><other><x>2</x></other></pet>", {"other": ["1", {"x": "2"}]}),
        (b"<pet><called>a</called><called>b</called></pet>", {"name": ["a", "b"]}),
        (b"<pet>text</pet>", "text"),
        (b"<pet id='x'/>", {"id": "x"}),
        (
            "<?xml version='1.0' encoding='iso-8859-1'?><pet><called>\u00e9</called></pet>".encode(
                "latin-1"
            ),
            {"name": "\u00e9"},
        ),
        (b"<pet><called><![CDATA[<b>]]></called></pet>", {"name": "<b>"}),
    ],
)
def test_what_others_write_is_read(text: bytes, value: Json) -> None:
    assert read_xml(PET, {}, text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "is no XML"),
        (b"<pet>", "is no XML"),
        (b"{}", "is no XML"),
        (b"<pet>\xff</pet>", "is no XML"),
        (b"<?xml version='1.0' encoding='ebcdic-7'?><pet/>", "is in an encoding"),
        (b"<!DOCTYPE pet [<!ENTITY a 'aaaa'>]><pet>&a;</pet>", "declares a document type"),
        (b"<a>" * 500 + b"</a>" * 500, "is nested too deeply"),
    ],
)
def test_what_is_no_xml_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_xml(PET, {}, text)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    with suppress(Unreadable):
        read_xml(PET, {}, text)
