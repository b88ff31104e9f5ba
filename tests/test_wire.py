"""What is written as a request reads as the same values again, in every style and media type."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.engine.conform import Terms
from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.content import content_of
from counterfoil.engine.wire.credentials import credentials_for, with_credentials
from counterfoil.engine.wire.credentials import given as presented
from counterfoil.engine.wire.routes import Match, NotAllowed, Routes, base_path
from counterfoil.engine.wire.writing import write
from counterfoil.model import (
    Api,
    Body,
    Bundle,
    Component,
    Contract,
    Direction,
    Encoding,
    In,
    Json,
    Kind,
    Media,
    Operation,
    Parameter,
    Place,
    Request,
    Requirement,
    Schema,
    SecurityScheme,
    Source,
    values_of,
)
from counterfoil.runtime.server_styles import ABSENT

SOURCE = Source("shop/v1/openapi.yaml", "", {})
PLACE = Place(SOURCE)
CONTRACT = Contract("shop", "v1", Kind.OPENAPI, "3.1", SOURCE)

STYLES = [
    *((In.PATH, style, explode) for style in ("simple", "label", "matrix") for explode in (0, 1)),
    *((In.QUERY, "form", explode) for explode in (0, 1)),
    *((In.QUERY, style, 0) for style in ("spaceDelimited", "pipeDelimited")),
    (In.QUERY, "deepObject", 1),
    *((In.HEADER, "simple", explode) for explode in (0, 1)),
    *((In.COOKIE, "form", explode) for explode in (0, 1)),
]

SCALARS: Mapping[str, tuple[Schema, st.SearchStrategy[Any]]] = {
    "integer": ({"type": "integer"}, st.integers(-(10**30), 10**30)),
    "number": ({"type": "number"}, st.floats(allow_nan=False, allow_infinity=False)),
    "boolean": ({"type": "boolean"}, st.booleans()),
    "string": ({"type": "string"}, st.text(st.characters(codec="utf-8"), min_size=1)),
}
PLAIN = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=',="\\;'), min_size=1
)
"""What headers can say without a way to escape anything."""


def api_of(*operations: Operation, **more: Any) -> Api:
    return Api(CONTRACT, "Shop", "1.0.0", PLACE, operations=operations, **more)


def operation_of(parameter: Parameter) -> Operation:
    path = f"/a/{{{parameter.name}}}/b" if parameter.location is In.PATH else "/a"
    return Operation("op", "op", "GET", path, PLACE, (parameter,))


def read_back(api: Api, request: Request, base: str = "") -> Call:
    """What the contract's terms read in a request, which must keep them."""
    match = Routes(api, base).match(request.method, request.target)
    assert isinstance(match, Match)
    asked = Terms(Bundle(CONTRACT, (SOURCE,), api)).request(
        match.operation, request, match.path_values
    )
    assert asked.breaches == ()
    return asked.call


def scalars(location: In) -> st.SearchStrategy[tuple[Schema, Any]]:
    kinds = dict(SCALARS)
    if location in (In.HEADER, In.COOKIE):
        kinds["string"] = ({"type": "string"}, PLAIN)
    return st.one_of(
        *(
            values.map(lambda each, schema=schema: (schema, each))
            for schema, values in kinds.values()
        )
    )


@st.composite
def values(draw: st.DrawFn, location: In, name: str) -> tuple[Schema, Any]:
    """A schema and a value of it: a scalar, a list or an object."""
    schema, value = draw(scalars(location))
    match draw(st.sampled_from(["scalar", "list", "object"])):
        case "list":
            strategy = next(each for known, each in SCALARS.values() if known == schema)
            if schema == {"type": "string"} and location in (In.HEADER, In.COOKIE):
                strategy = PLAIN
            items = draw(st.lists(strategy, min_size=1, max_size=4))
            return {"type": "array", "items": schema}, items
        case "object":
            others = draw(
                st.dictionaries(st.sampled_from(["x", "y.z", "ü"]), scalars(location), min_size=1)
            )
            if location in (In.HEADER, In.COOKIE):
                others = {key.strip("ü") or "u": each for key, each in others.items()}
            properties = {key: kind for key, (kind, _) in others.items()}
            found = {key: each for key, (_, each) in others.items()}
            return {"type": "object", "properties": properties}, found
    return schema, value


@pytest.mark.parametrize(("location", "style", "explode"), STYLES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_parameters_read_as_they_were_written(
    location: In, style: str, explode: int, data: st.DataObject
) -> None:
    schema, value = data.draw(values(location, "color"))
    if style.endswith("Delimited") and schema["type"] not in ("array", "object"):
        schema, value = {"type": "array", "items": schema}, [value]
    if style == "deepObject" and schema["type"] != "object":
        schema, value = {"type": "object", "properties": {"in": schema}}, {"in": value}
    delimiter = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, "\0")
    if delimiter in str(value):
        return
    required = location is In.PATH
    parameter = Parameter("color", location, schema, PLACE, required, style, bool(explode))
    api = api_of(operation_of(parameter))
    call = Call({(location, "color"): value})
    assert read_back(api, write(api, api.operations[0], call, "/v1"), "/v1").parameters == {
        (location, "color"): value
    }


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("location", [In.PATH, In.QUERY])
@settings(max_examples=40, deadline=None)
@given(value=JSON)
def test_a_parameter_with_content_is_one_document(location: In, value: Json) -> None:
    parameter = Parameter("q", location, {}, PLACE, True, media_type="application/json")
    api = api_of(operation_of(parameter))
    request = write(api, api.operations[0], Call({(location, "q"): value}))
    assert read_back(api, request).parameters == {(location, "q"): value}


def body_api(media: Media) -> Api:
    return api_of(Operation("op", "op", "POST", "/a", PLACE, body=Body((media,), PLACE, True)))


FORM = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "count": {"type": "integer"},
        "flag": {"type": "boolean"},
        "list": {"type": "array", "items": {"type": "number"}},
        "inner": {"type": "object", "properties": {"a": {"type": "string"}}},
    },
}
FORMS = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(st.characters(codec="utf-8")),
        "count": st.integers(),
        "flag": st.booleans(),
        "list": st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=3),
        "inner": st.dictionaries(st.just("a"), st.text(st.characters(codec="utf-8"))),
    },
)
SEQUENCES = ["application/x-ndjson", "application/json-seq", "text/event-stream"]


def round_trip(media: Media, value: Json) -> Json:
    api = body_api(media)
    return read_back(api, write(api, api.operations[0], Call({}, value))).body


@settings(max_examples=40, deadline=None)
@given(value=JSON)
@pytest.mark.parametrize("name", ["application/json", "application/vnd.a+json; v=1", "*/*"])
def test_json_bodies(name: str, value: Json) -> None:
    assert round_trip(Media(name, {}, PLACE), value) == value


@settings(max_examples=40, deadline=None)
@given(value=FORMS)
@pytest.mark.parametrize("name", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_forms(name: str, value: dict[str, Json]) -> None:
    if name.startswith("multipart") and not value:
        return
    assert round_trip(Media(name, FORM, PLACE), value) == value


@settings(max_examples=40, deadline=None)
@given(value=st.binary(), other=st.text(st.characters(codec="utf-8")))
def test_files_of_a_form(value: bytes, other: str) -> None:
    schema = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    media = Media("multipart/form-data", schema, PLACE, encoding={"text": Encoding("text/plain")})
    assert round_trip(media, {"file": value, "text": other}) == {"file": value, "text": other}


@pytest.mark.parametrize("value", [b"\xff", [b"\xff", b"b"]])
def test_a_part_that_is_one_file_or_several(value: Json) -> None:
    file = {"type": "string", "format": "binary"}
    either = {"anyOf": [file, {"type": "array", "items": file}]}
    media = Media("multipart/form-data", {"properties": {"file": either}}, PLACE)
    assert round_trip(media, {"file": value}) == {"file": value}


@pytest.mark.parametrize("value", [1, [1, 2]])
def test_an_entry_that_is_one_number_or_several(value: Json) -> None:
    either = {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}
    media = Media("application/x-www-form-urlencoded", {"properties": {"n": either}}, PLACE)
    assert round_trip(media, {"n": value}) == {"n": value}


@settings(max_examples=40, deadline=None)
@given(value=st.text(st.characters(codec="utf-8")))
def test_text_bodies(value: str) -> None:
    media = Media("text/plain", {"type": "string"}, PLACE)
    assert round_trip(media, value) == value


@settings(max_examples=40, deadline=None)
@given(value=st.binary(min_size=1))
def test_bytes_stay_as_they_are(value: bytes) -> None:
    schema = {"type": "string", "format": "binary"}
    assert round_trip(Media("application/octet-stream", schema, PLACE), value) == value
    assert write_body(Media("application/json", {}, PLACE), value) == value


@pytest.mark.parametrize("name", SEQUENCES)
@settings(max_examples=40, deadline=None)
@given(items=st.lists(JSON, min_size=1, max_size=4))
def test_sequences_of_items(name: str, items: list[Json]) -> None:
    item = {"properties": {"a": {}}}
    media = Media(name, None, PLACE, item_schema=item)
    content = content_of(api_of(), media, Direction.RESPONSE, name)
    assert content.read(name, write_body(media, items)) == items


@settings(max_examples=40, deadline=None)
@given(items=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r")), max_size=3))
def test_events_of_plain_text(items: list[str]) -> None:
    media = Media("text/event-stream", None, PLACE, item_schema={"type": "string"})
    content = content_of(api_of(), media, Direction.RESPONSE, media.media_type)
    assert content.read(media.media_type, write_body(media, items)) == items


WHOLE = {"type": "object", "properties": {"data": {"type": "string"}, "event": {}, "retry": {}}}


@pytest.mark.parametrize("schema", [WHOLE, {"$ref": "#/components/schemas/Event"}])
def test_events_with_their_fields(schema: Schema) -> None:
    items = [{"data": "a\nb", "event": "tick"}, {"data": "", "retry": 5}]
    media = Media("text/event-stream", None, PLACE, item_schema=schema)
    api = api_of(components={"Event": Component("Event", WHOLE, PLACE)})
    content = content_of(api, media, Direction.RESPONSE, media.media_type)
    assert content.read(media.media_type, write_body(media, items)) == items


QUERY = Parameter("limit", In.QUERY, {"type": "integer"}, PLACE, style="form", explode=True)
TRACE = Parameter("X-Trace", In.HEADER, {"type": "string"}, PLACE)
PAGE = Parameter("page", In.PATH, {"type": "integer"}, PLACE, True)
DELIBERATE = Operation(
    "op",
    "op",
    "POST",
    "/a/{page}",
    PLACE,
    (QUERY, TRACE, PAGE),
    Body((Media("application/json", {"type": "object"}, PLACE),), PLACE, True),
)


def wrong(call: Call) -> list[str]:
    """What is wrong with the request that a call becomes."""
    api = api_of(DELIBERATE)
    request = write(api, DELIBERATE, call)
    match = Routes(api).match(request.method, request.target)
    assert isinstance(match, Match)
    terms = Terms(Bundle(CONTRACT, (SOURCE,), api))
    asked = terms.request(DELIBERATE, request, match.path_values)
    return [f"{each.rule}: {each.message}" for each in asked.breaches]


RIGHT = Call({(In.PATH, "page"): 1}, {})


def test_a_request_may_be_wrong_on_purpose() -> None:
    assert wrong(RIGHT) == []
    assert wrong(
        replace(RIGHT, parameters={(In.PATH, "page"): "one", (In.QUERY, "limit"): True})
    ) == [
        'request-parameter-breach: query parameter `limit` is "true", and the contract says integer',
        'request-parameter-breach: path parameter `page` is "one", and the contract says integer',
    ]
    twice = replace(
        RIGHT,
        parameters={(In.PATH, "page"): 1, (In.QUERY, "limit"): 2, (In.HEADER, "X-Trace"): "t"},
        twice=frozenset({(In.QUERY, "limit"), (In.HEADER, "X-Trace")}),
    )
    assert wrong(twice) == [
        "request-parameter-breach: query parameter `limit` is given 2 times",
        "request-parameter-breach: header `X-Trace` is given 2 times",
    ]
    assert wrong(replace(RIGHT, body=ABSENT)) == [
        "request-body-missing: the body is missing, which the contract requires"
    ]
    assert wrong(replace(RIGHT, body=b"{")) == [
        "request-body-malformed: the body is no JSON: unexpected end of data at line 1 column 2"
    ]
    assert wrong(replace(RIGHT, body=b"a,b", media_type="text/csv")) == [
        'request-media-type-undocumented: the body is "text/csv", and the contract takes'
        " application/json"
    ]
    assert wrong(replace(RIGHT, body=[])) == [
        "request-body-breach: the body is [], and the contract says object"
    ]


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {(In.PATH, "page"): ""},
        {(In.PATH, "page"): None},
        {(In.PATH, "page"): 1, (In.QUERY, "limit"): []},
        {(In.PATH, "page"): 1, (In.QUERY, "limit"): None},
        {(In.PATH, "page"): 1, (In.HEADER, "X-Trace"): "ü"},
        {(In.PATH, "page"): 1, (In.HEADER, "X-Trace"): " a"},
        {(In.PATH, "page"): 1, (In.HEADER, "X-Trace"): "a\r\nHost: b"},
    ],
)
def test_what_no_request_can_say_is_refused(parameters: Mapping[tuple[In, str], Json]) -> None:
    api = api_of(DELIBERATE)
    with pytest.raises(Inexpressible):
        write(api, DELIBERATE, Call(parameters))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("application/xml", {"a": 1}),
        ("application/x-www-form-urlencoded", [1]),
        ("multipart/form-data", "a"),
        ("text/event-stream", {}),
        ("application/json", float("nan")),
        ("application/octet-stream", None),
    ],
)
def test_what_no_body_can_say_is_refused(name: str, value: Json) -> None:
    with pytest.raises(Inexpressible):
        write_body(Media(name, None, PLACE), value)


@pytest.mark.parametrize(
    ("name", "schema", "sent"),
    [
        ("*/*", {}, "application/json"),
        ("*/*", {"type": "string", "format": "binary"}, "application/octet-stream"),
        ("image/*", None, "image/png"),
        ("text/csv; header=present", None, "text/csv; header=present"),
    ],
)
def test_a_range_is_sent_as_something_in_it(name: str, schema: Schema | None, sent: str) -> None:
    assert content_type(Media(name, schema, PLACE)) == sent


def routes(*paths: str, base: str = "") -> Routes:
    each = [path.split(" ") for path in paths]
    return Routes(
        api_of(*(Operation(path, path, method, path, PLACE) for method, path in each)), base
    )


def test_routes_tell_paths_methods_and_bases_apart() -> None:
    found = routes("GET /a/{id}", "DELETE /a/{id}", "GET /a/all", "GET /", base="/v1")
    match = found.match("GET", "/v1/a/x%2Fy?q=1")
    assert isinstance(match, Match)
    assert (match.operation.path, match.path_values) == ("/a/{id}", {"id": "x%2Fy"})
    assert isinstance(literal := found.match("HEAD", "/v1/a/all"), Match)
    assert literal.operation.path == "/a/all"
    assert found.match("PATCH", "/v1/a/1") == NotAllowed(("DELETE", "GET", "HEAD"))
    assert isinstance(found.match("GET", "/v1/"), Match)
    for target in ("/a/all", "/v10/a/all", "/v1/a/all/", "/v1", "*", ""):
        assert found.match("GET", target) is None


@pytest.mark.parametrize(
    ("server", "base"),
    [
        ("https://a.test", ""),
        ("https://a.test/", ""),
        ("https://a.test/v2/", "/v2"),
        ("/v2", "/v2"),
        ("v2", "/v2"),
        ("//a.test/x", "/x"),
    ],
)
def test_the_base_path_is_that_of_the_first_server(server: str, base: str) -> None:
    assert base_path(api_of(servers=(server, "https://b.test/other"))) == base
    assert base_path(api_of()) == ""


SCHEMES = {
    "key": SecurityScheme("key", "apiKey", PLACE, "X-API-Key", "header"),
    "entry": SecurityScheme("entry", "apiKey", PLACE, "k[]", "query"),
    "crumb": SecurityScheme("crumb", "apiKey", PLACE, "sid", "cookie"),
    "user": SecurityScheme("user", "http", PLACE, scheme="basic"),
    "token": SecurityScheme("token", "http", PLACE, scheme="bearer"),
    "oauth": SecurityScheme("oauth", "oauth2", PLACE),
    "digest": SecurityScheme("digest", "http", PLACE, scheme="hoba"),
    "tls": SecurityScheme("tls", "mutualTLS", PLACE),
}


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("secret", ["", "a b&c=d;e"])
def test_credentials_are_found_where_they_were_put(name: str, secret: str) -> None:
    api, requirement = api_of(security_schemes=SCHEMES), Requirement({name: ()})
    value = f"{secret}:x" if secret and name == "user" else secret
    request = Request("GET", "/a?b=1&k%5B%5D=old", (("Cookie", "sid=old; c=d"),))
    sent = with_credentials(request, credentials_for(api, requirement, {name: value}))
    default = {"user": "counterfoil:counterfoil", "tls": ""}.get(name, "counterfoil")
    expected = value if value and name != "tls" else default
    assert presented(api, requirement, sent) == {name: expected}
    assert len(values_of(sent.headers, "cookie")) == 1
    assert "b=1" in sent.target


def test_credentials_of_another_form_are_none() -> None:
    api = api_of(security_schemes=SCHEMES)
    requirement = Requirement({name: () for name in SCHEMES if name != "tls"})
    headers = (("Authorization", "Basic !"), ("X-API-Key", ""), ("Cookie", "sid=a; sid=b"))
    assert presented(api, requirement, Request("GET", "/a?k%5B%5D=%ff", headers)) == {}
