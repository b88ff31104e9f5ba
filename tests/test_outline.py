"""A text that is known in pieces is read again as far as it was edited, or not at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.engine.outline import Edited, edited, moved, outline
from counterfoil.engine.sources import parse_source
from counterfoil.model import Finding, Place

PATH = "contracts/shop/v1/openapi.json"
KEYS = ("components", "schemas")
DEEP = len(KEYS) + 1
EMOJI = "\N{SLICE OF PIZZA}"


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "paths": {"/é": {"schemas": {}}},
        "components": {
            "examples": {"schemas": ["}", '"']},
            "schemas": {
                "A": {"type": "object", "properties": {"a": {"type": "string"}}},
                "B/~é": {"description": f'{EMOJI} {{"C": 1}}', "type": "string"},
                "C": True,
                "D": {"enum": [1, 2.5, None, "\\"]},
            },
            "responses": {"D": {"description": "after"}},
        },
        "tags": [{"name": EMOJI}],
    }


def text(value: Any, indent: int | None, escaped: bool = False) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=escaped).encode()


def findings(raw: bytes) -> list[Finding]:
    """One about each value of a document."""
    source, found = parse_source(PATH, raw)
    assert source is not None and not found
    pointers, waiting = [], [("", source.value)]
    while waiting:
        pointer, value = waiting.pop()
        pointers.append(pointer)
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in pairs:
            below = (Place(source, pointer) / key).pointer
            if isinstance(each, dict | list):
                waiting.append((below, each))
            else:
                pointers.append(below)
    return [Finding("a", "b", Place(source, each).at) for each in sorted(pointers)]


def apart_from(names: set[str], found: list[Finding]) -> list[Finding]:
    shown = {each.replace("~", "~0").replace("/", "~1") for each in names}
    places = tuple(f"/components/schemas/{each}" for each in shown)
    return [each for each in found if not each.at.pointer.startswith(places)]


TEXTS = st.text(alphabet='a"\\{}[],:é\n' + EMOJI, max_size=5)
NEW: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
)


@given(
    st.dictionaries(st.sampled_from(["A", "B/~é", "C", "D"]), NEW),
    st.sampled_from([None, 0, 2]),
    st.booleans(),
)
def test_edits_are_found_with_their_values_and_move_what_stands_behind_them(
    new: dict[str, Any], indent: int | None, escaped: bool
) -> None:
    before, after = document(), document()
    after["components"]["schemas"].update(new)
    was, now = text(before, indent, escaped), text(after, indent, escaped)
    pieces = outline(was, KEYS)
    found = edited(pieces, now, DEEP)
    assert found is not None
    assert {each.name: each.value for each in found.edits} == {
        name: each
        for name, each in after["components"]["schemas"].items()
        if text(each, indent) != text(before["components"]["schemas"][name], indent)
    }
    assert found.pieces == outline(now, KEYS)
    names = {each.name for each in found.edits}
    kept = apart_from(names, findings(was))
    assert list(moved(kept, PATH, found.edits)) == apart_from(names, findings(now))


def test_what_is_in_other_files_stays_where_it_is() -> None:
    was = text(document(), 1)
    now = was.replace(b'"type": "object"', b'"type":\n"object"')
    found = edited(outline(was, KEYS), now, DEEP)
    assert found is not None and [each.name for each in found.edits] == ["A"]
    (last,) = (each for each in findings(was) if each.at.pointer == "/tags/0/name")
    assert moved([last], "another.json", found.edits) == (last,)
    assert moved([last], PATH, found.edits)[0].at.line == last.at.line + 1


def _without(raw: bytes, was: bytes, now: bytes) -> bytes:
    assert was in raw
    return raw.replace(was, now, 1)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"openapi": "3.1.0"', b'"openapi": "3.1.1"'),
        (b'"C": true', b'"E": true'),
        (b'"C": true', b'"C":  true'),
        (b'"C": true', b'"C": tru'),
        (b'"C": true', b'"C": NaN'),
        (b'"C": true', b'"C": {"a": 1, "a": 2}'),
        (b'"C": true', b'"C": "\\ud800"'),
        (b'"C": true', b'"C": "\xff"'),
        (b'"C": true', b'"C": {"$id": "https://example.com/c"}'),
        (b'"C": true', b'"C": true, "E": true'),
        (b'"C": true', b'"C": ' + b"[" * 2000 + b"]" * 2000),
        (b'"after"', b'"before"'),
        (b'"tags"', b'"gats"'),
    ],
)
def test_what_may_say_more_is_read_as_a_whole(was: bytes, now: bytes) -> None:
    raw = text(document(), None)
    assert edited(outline(raw, KEYS), _without(raw, was, now), DEEP) is None


@pytest.mark.parametrize("end", [b"", b"x", b"]", b" "])
def test_a_text_that_ends_otherwise_is_read_as_a_whole(end: bytes) -> None:
    raw = text(document(), None)
    assert edited(outline(raw, KEYS), raw[:-1] + end, DEEP) is None
    assert edited(outline(raw, KEYS), raw + b"}", DEEP) is None
    assert edited(outline(raw, KEYS), b"", DEEP) is None


@pytest.mark.parametrize(("was", "now"), [(b"", b"\n"), (b"\n", b""), (b"\n", b"\r\n \t")])
def test_space_at_the_end_says_nothing(was: bytes, now: bytes) -> None:
    raw = text(document(), None)
    assert edited(outline(raw + was, KEYS), raw + now, DEEP) == Edited(outline(raw, KEYS), ())


def test_no_deeper_than_a_document_may_be() -> None:
    deepest = text(document(), None).replace(b"true", b"[" * 198 + b"]" * 198)
    beyond = deepest.replace(b"[" * 198 + b"]" * 198, b"[" * 199 + b"]" * 199)
    pieces = outline(text(document(), None), KEYS)
    assert parse_source(PATH, deepest)[0] is not None and parse_source(PATH, beyond)[0] is None
    assert isinstance(edited(pieces, deepest, DEEP), Edited)
    assert edited(pieces, beyond, DEEP) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + text(document(), None),
        text({**document(), "$schema": "https://example.com"}, None),
        text({**document(), "x": {"$anchor": "a"}}, None),
        text({"openapi": "3.1.0"}, None),
        text({"components": {"schemas": []}}, None),
        b"[]",
    ],
)
def test_what_names_schemas_otherwise_is_not_known_in_pieces(raw: bytes) -> None:
    assert not [each for each in outline(raw, KEYS) if each[0] is not None]
