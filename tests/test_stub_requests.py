"""Whatever a stub is asked, it answers as its contract says."""

import asyncio
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from conftest import ROOT
from corpus import DOCUMENTS, Document
from counterfoil.engine.contracts import load_file
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.credentials import credentials_for, with_credentials
from counterfoil.engine.wire.writing import write
from counterfoil.model import Bundle, Direction, In, Json, Operation, Reply, Request, Schema
from counterfoil.stub.app import Stub
from counterfoil.stub.provider import Provider
from counterfoil.stub.settings import Settings

CONTRACTS = (
    "contracts/orders/v1/openapi.yaml",
    "contracts/orders/v2/openapi.yaml",
    "contracts/inventory/v1/openapi.yaml",
    "contracts/payments/v1/openapi.json",
    "tests/cases/stub/resources/openapi.yaml",
    "tests/cases/stub/media/openapi.yaml",
)
CHOICES = 40
HTTP_DOCUMENTS = [each for each in DOCUMENTS if not each.is_message]
SMALL = {"petstore20", "petstore20-multi", "petstore30", "uspto", "train-travel"}
UNANSWERABLE = {"webhook31": "it has no paths", "tags32": "it documents no responses"}


@cache
def stub_of(path: str) -> Stub:
    return Stub([load_file(ROOT / path, ROOT).bundles[0]])


@cache
def choices(path: str, operation: str, part: str, right: bool) -> tuple[Json, ...]:
    """Values of one part of an operation's requests, most telling first."""
    provider = stub_of(path).providers[0]
    schema = schema_of(named(provider, operation), part)
    draw = provider.samples.values.valid if right else provider.samples.values.invalid
    return tuple(each.value for each in islice(draw(schema, Direction.REQUEST), CHOICES))


def named(provider: Provider, name: str) -> Operation:
    return next(each for each in provider.bundle.api.operations if each.name == name)


def parts_of(operation: Operation) -> list[str]:
    """`body 0` for each media type that has a schema, `query limit` for each parameter."""
    content = operation.body.content if operation.body else ()
    bodies = [f"body {index}" for index, each in enumerate(content) if each.schema is not None]
    return [*(f"{each.location} {each.name}" for each in operation.parameters), *bodies]


def schema_of(operation: Operation, part: str) -> Schema:
    where, _, name = part.partition(" ")
    if where == "body":
        assert operation.body is not None
        return operation.body.content[int(name)].schema or {}
    return next(
        each.schema for each in operation.parameters if each.name == name and each.location == where
    )


@st.composite
def calls(draw: st.DrawFn, path: str, wrong: bool) -> tuple[Operation, Call]:
    """An operation, and values for a request to it; with `wrong`, one of them is."""
    operations = stub_of(path).providers[0].bundle.api.operations
    operation = draw(st.sampled_from(operations))
    parts = parts_of(operation)
    media = draw(st.sampled_from([each for each in parts if each.startswith("body ")] or [""]))
    used = [each for each in parts if not each.startswith("body ") or each == media]
    assume(used or not wrong)
    at_fault = draw(st.sampled_from(used)) if wrong else ""
    values: dict[tuple[In, str], Json] = {}
    body: Json = None
    for part in used:
        where, _, name = part.partition(" ")
        found = choices(path, operation.name, part, right=part != at_fault)
        assume(found)
        value = draw(st.sampled_from(found))
        if part == media:
            body = value
        elif part == at_fault or needed(operation, part) or draw(st.booleans()):
            values[In(where), name] = value
    if not media:
        return operation, Call(values)
    assert operation.body is not None
    return operation, Call(values, body, operation.body.content[int(media[5:])].media_type)


def needed(operation: Operation, part: str) -> bool:
    return any(
        each.required and f"{each.location} {each.name}" == part for each in operation.parameters
    )


def written(provider: Provider, operation: Operation, call: Call) -> Request:
    request = write(provider.bundle.api, operation, call, provider.base)
    for requirement in operation.security[:1]:
        credentials = credentials_for(provider.bundle.api, requirement, {})
        return with_credentials(request, credentials)
    return request


def expressible(provider: Provider, operation: Operation, call: Call) -> Request:
    """The request, where some wire has a form for it."""
    try:
        return written(provider, operation, call)
    except Inexpressible:
        reject()


@pytest.mark.parametrize("path", CONTRACTS)
def test_a_valid_request_is_answered_as_the_contract_says(path: str) -> None:
    stub = stub_of(path)
    provider = stub.providers[0]

    @settings(max_examples=120, deadline=None)
    @given(calls(path, wrong=False))
    def ask(asked: tuple[Operation, Call]) -> None:
        operation, call = asked
        stub.reset()
        request = expressible(provider, operation, call)
        answered, _ = stub.answer(request)
        assume(answered.received.operation is operation)
        assert answered.breaches == ()
        assert answered.reply.status < 400
        assert provider.terms.reply(operation, request, answered.reply) == ()
        assert Stub([provider.bundle]).reply_to(request) == answered.reply

    ask()


@pytest.mark.parametrize("path", CONTRACTS[:4])
def test_an_invalid_request_is_refused_as_the_contract_says(path: str) -> None:
    stub = stub_of(path)
    provider = stub.providers[0]

    @settings(max_examples=120, deadline=None)
    @given(calls(path, wrong=True))
    def ask(asked: tuple[Operation, Call]) -> None:
        operation, call = asked
        request = expressible(provider, operation, call)
        answered, _ = stub.answer(request)
        # Some wrong values, once written, are what a right one is written as.
        assume(answered.breaches and answered.received.operation is operation)
        assert 400 <= answered.reply.status < 500
        documented = [each.status for each in operation.responses]
        assert str(answered.reply.status) in documented
        assert provider.terms.reply(operation, request, answered.reply) == ()

    ask()


TEXT = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30)


@settings(max_examples=400, deadline=None)
@given(
    path=st.sampled_from(CONTRACTS),
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"]),
    target=st.one_of(
        st.builds("/{}".format, TEXT),
        st.builds("/v2/orders/{}".format, TEXT),
        st.builds("/v1/products/{}/image?{}".format, TEXT, TEXT),
        st.builds("/v1/reservations?{}".format, TEXT),
    ),
    headers=st.lists(
        st.tuples(
            st.sampled_from(
                ["accept", "content-type", "prefer", "authorization", "cookie", "x-api-key", "host"]
            ),
            st.one_of(
                st.text(st.characters(max_codepoint=0xFF, exclude_characters="\r\n\0")),
                st.sampled_from(["application/json", "multipart/form-data; boundary=x", "*/*;q=x"]),
            ),
        ),
        max_size=5,
    ),
    body=st.binary(max_size=60),
)
def test_no_request_is_too_strange_to_be_answered(
    path: str, method: str, target: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    reply = stub_of(path).reply_to(Request(method, target, tuple(headers), body))
    assert 100 <= reply.status < 500


def first_request(provider: Provider, operation: Operation) -> Request:
    """The first request to an operation that the contract allows."""
    values = provider.samples.values

    def first(schema: Schema) -> Json:
        return next(values.valid(schema, Direction.REQUEST)).value

    parameters = {
        (each.location, each.name): first(each.schema)
        for each in operation.parameters
        if each.required
    }
    call = Call(parameters)
    if operation.body is not None and operation.body.required:
        content = operation.body.content
        media = next((each for each in content if "json" in each.media_type), content[0])
        body = b"bytes" if media.schema is None else first(media.schema)
        call = Call(parameters, body, media.media_type)
    return written(provider, operation, call)


def told(bundle: Bundle, step: int) -> Iterator[str]:
    """What is wrong with the answer to the first valid request of every `step`th operation.

    Where nothing is, an empty text.
    """
    stub = Stub([bundle])
    provider = stub.providers[0]
    for operation in bundle.api.operations[::step]:
        stub.reset()
        try:
            request = first_request(provider, operation)
        except (Inexpressible, StopIteration):
            yield f"{operation.title} has no request that can be written"
            continue
        answered, _ = stub.answer(request)
        breaches = answered.breaches
        if answered.received.operation is operation and not breaches:
            breaches = provider.terms.reply(operation, request, answered.reply)
        yield f"{operation.title}: {breaches[0].message}" if breaches else ""


def load(document: Document) -> Bundle:
    root = document.path.parents[len(Path(document.entry).parts) - 1]
    return load_file(document.path, root).bundles[0]


@pytest.mark.corpus
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(each, marks=() if each.name in SMALL else pytest.mark.slow)
        for each in HTTP_DOCUMENTS
        if each.name not in UNANSWERABLE
    ],
    ids=lambda document: document.name,
)
def test_public_contracts_get_conforming_answers(document: Document) -> None:
    bundle = load(document)
    step = max(1, len(bundle.api.operations) // 150)
    found = list(told(bundle, step))
    wrong = [each for each in found if each and "no request that can be written" not in each]
    assert wrong == []
    assert found.count("") >= 0.95 * len(found)


def test_a_body_that_is_too_long_is_refused_unread() -> None:
    bundle = stub_of(CONTRACTS[1]).providers[0].bundle
    stub = Stub([bundle], Settings(max_body=10))
    headers = (("Idempotency-Key", "12345678"), ("X-API-Key", "k"))
    reply = stub.reply_to(Request("POST", "/v2/orders", headers, b"x" * 11))
    assert (reply.status, b"longer than 10 bytes" in reply.body) == (400, True)


def over_asgi(stub: Stub, chunks: list[bytes], method: str = "POST") -> tuple[list[dict], int]:
    """What is sent for a request whose body comes in chunks, and how many of them were read."""
    sent: list[dict] = []
    waiting = list(chunks)

    async def receive() -> dict:
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "raw_path": b"/v2/orders",
        "path": "/v2/orders",
        "query_string": b"limit=1",
        "headers": [(b"x-api-key", b"k"), (b"content-type", b"application/json")],
    }
    asyncio.run(stub(scope, receive, send))
    return sent, len(chunks) - len(waiting)


def test_no_more_of_a_body_is_read_than_the_settings_allow() -> None:
    bundle = stub_of(CONTRACTS[1]).providers[0].bundle
    sent, read = over_asgi(Stub([bundle], Settings(max_body=10)), [b"x" * 6] * 5)
    assert (sent[0]["status"], read) == (400, 2)


def test_the_length_of_an_answer_is_told() -> None:
    bundle = stub_of(CONTRACTS[1]).providers[0].bundle
    got, _ = over_asgi(Stub([bundle]), [b""], "GET")
    head, _ = over_asgi(Stub([bundle]), [b""], "HEAD")
    length = dict(got[0]["headers"])[b"content-length"]
    assert int(length) == len(got[1]["body"]) > 0
    assert (dict(head[0]["headers"])[b"content-length"], head[1]["body"]) == (length, b"")


def test_seeds_draw_different_answers_and_each_the_same_again(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\n"
        "info: {title: Dice, version: 1.0.0}\n"
        "paths:\n"
        "  /roll/{name}:\n"
        "    get:\n"
        "      parameters: [{name: name, in: path, required: true, schema: {type: string}}]\n"
        "      responses:\n"
        '        "200":\n'
        "          description: A roll.\n"
        "          content: {application/json: {schema: {type: integer, minimum: 1}}}\n",
        "utf-8",
    )
    bundle = load_file(document, tmp_path).bundles[0]

    def roll(seed: int, name: str) -> Reply:
        return Stub([bundle], Settings(seed=seed)).reply_to(Request("GET", f"/roll/{name}"))

    assert roll(1, "a") == roll(1, "a")
    assert len({roll(seed, "a").body for seed in range(20)}) > 1


def test_several_contracts_are_served_side_by_side() -> None:
    bundles = [stub_of(path).providers[0].bundle for path in CONTRACTS[1:3]]
    stub = Stub(bundles)
    key = (("X-API-Key", "k"),)
    assert stub.reply_to(Request("GET", "/v2/orders", key)).status == 200
    assert stub.reply_to(Request("GET", "/v1/products", key)).status == 200
    other = stub.reply_to(Request("GET", "/v3/orders", key))
    assert (other.status, b"/v2, /v1" in other.body) == (404, True)


def test_one_contract_is_reset_without_the_other() -> None:
    bundles = [stub_of(path).providers[0].bundle for path in CONTRACTS[1:3]]
    stub = Stub(bundles)
    key = (("X-API-Key", "k"),)
    target = "/v1/reservations/7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
    stub.reply_to(Request("DELETE", target, key))
    stub.reset("orders/v2")
    assert stub.reply_to(Request("GET", target, key)).status == 404
    stub.reset()
    assert stub.reply_to(Request("GET", target, key)).status == 200


def test_a_resource_keeps_no_more_items_than_the_settings_allow() -> None:
    bundle = stub_of("tests/cases/stub/resources/openapi.yaml").providers[0].bundle
    stub = Stub([bundle], Settings(max_items=3))
    json_type = (("Content-Type", "application/json"),)
    for number in range(1000, 1010):
        body = b'{"isbn": "%d", "title": "t"}' % number
        made = stub.reply_to(Request("PUT", f"/shelves/1/books/{number}", json_type, body))
        assert made.status == 201
    listed = stub.reply_to(Request("GET", "/shelves/1/books"))
    assert [text in listed.body for text in (b"1006", b"1007", b"1009")] == [False, True, True]


@pytest.mark.parametrize("depth", [90, 150, 260, 900, 5000, 100_000])
def test_what_is_nested_too_deeply_is_refused_and_the_stub_goes_on(depth: int) -> None:
    bundle = stub_of("tests/cases/stub/limits/openapi.yaml").providers[0].bundle
    stub = Stub([bundle])
    json_type = (("Content-Type", "application/json"),)
    body = b'{"branches":[' * depth + b"{}" + b"]}" * depth
    reply = stub.reply_to(Request("POST", "/trees", json_type, body))
    assert reply.status == (201 if 2 * depth < 200 else 400)
    assert stub.reply_to(Request("POST", "/trees", json_type, b"{}")).status == 201
