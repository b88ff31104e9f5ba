"""A running stub is told what to answer, and tells what it received: over HTTP and in Python."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from counterfoil.model import CannotRun, Request
from counterfoil.stub import (
    Answer,
    App,
    NotReceived,
    PlayedContract,
    Remote,
    application,
    played,
    running,
)
from counterfoil.stub.programming.control_app import ControlApp
from counterfoil.stub.programming.matching import When
from counterfoil.stub.seams import Received
from stub_process import stub_process

KEY = {"X-API-Key": "development"}
ORDER = "/orders/7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
ORDERED = {
    "customer": {"name": "Ada Lovelace", "email": "ada@shop.example"},
    "deliveryAddress": {"street": "1", "city": "London", "postcode": "SW1Y", "country": "GB"},
    "lines": [{"sku": "MUG-BLUE", "quantity": 2}, {"sku": "TRAY-OAK", "quantity": 1}],
    "payment": {"type": "bank-transfer", "iban": "GB33BUKB20201555555555"},
}
JOBS = """\
openapi: 3.1.0
info: {title: Jobs, version: 1.0.0}
servers: [{url: https://jobs.example.com/v1}]
paths:
  /jobs/{kind}:
    post:
      operationId: startJob
      parameters:
        - {name: kind, in: path, required: true, schema: {type: string}}
        - {name: token, in: query, schema: {type: string}}
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {callbackUrl: {type: string}}}
      responses:
        "202": {description: Begun.}
      callbacks:
        finished:
          "{$request.body#/callbackUrl}/done?kind={$request.path.kind}&token={$request.query.token}":
            post:
              operationId: jobFinished
              parameters:
                - {name: X-Job, in: header, required: true, schema: {type: string, enum: [one]}}
              requestBody:
                content:
                  application/json: {schema: {$ref: "#/components/schemas/Job"}}
              responses:
                "204": {description: Thank you.}
webhooks:
  jobLost:
    post:
      operationId: jobLost
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Job"}
            example: {id: 7, state: lost}
      responses:
        "204": {description: Oh.}
components:
  schemas:
    Job:
      type: object
      required: [id, state]
      properties: {id: {type: integer}, state: {enum: [done, lost]}}
"""

Play = Callable[[str], PlayedContract]


@pytest.fixture(params=["thread", "http"])
def orders(request: pytest.FixtureRequest, stub: Play) -> Iterator[PlayedContract]:
    """The same in both ways to hold a stub."""
    if request.param == "thread":
        yield stub("orders/v2")
        return
    endpoint = request.getfixturevalue("endpoint")
    contract = played(Remote(endpoint))["orders/v2"]
    yield contract
    contract.reset()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The control endpoint of a stub that is a process of its own."""
    with stub_process("orders/v2", "--port", "0", "--control-port", "0") as process:
        yield process.control


@pytest.fixture
def client(orders: PlayedContract) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=orders.url, headers=KEY, timeout=30) as made:
        yield made


# Answers


def test_answers_come_one_after_the_other_and_the_last_one_stays(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.respond("getOrder", 404, Answer(200, order(note="second")), Answer())
    replies = [client.get(ORDER) for _ in range(4)]
    assert [each.status_code for each in replies] == [404, 200, 200, 200]
    assert replies[0].headers["content-type"] == "application/problem+json"
    assert replies[1].json()["note"] == "second"
    assert replies[2].json() == replies[3].json() != replies[1].json()


def test_the_last_rule_that_fits_wins(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.respond("listOrders", 401)
    orders.respond("listOrders", 400, query={"limit": "2"})
    assert client.get("/orders").status_code == 401
    assert client.get("/orders?limit=2").status_code == 400


@pytest.mark.parametrize(
    ("when", "fits"),
    [
        ({"method": "POST"}, True),
        ({"method": "GET"}, False),
        ({"path": "/orders"}, True),
        ({"path": "/{anything}"}, True),
        ({"path": "/orders/{orderId}"}, False),
        ({"query": {"dry": "yes"}}, True),
        ({"query": {"dry": "no"}}, False),
        ({"headers": {"idempotency-key": "0c5bfa0f"}}, True),
        ({"headers": {"Idempotency-Key": "other"}}, False),
        ({"body": {"customer": {"name": "Ada Lovelace"}}}, True),
        ({"body": {"lines": [{"sku": "MUG-BLUE"}, {}]}}, True),
        ({"body": {"lines": [{"sku": "MUG-BLUE"}]}}, False),
        ({"body": {"lines": [{"quantity": "2"}, {}]}}, False),
        ({"body": {"gift": None}}, False),
        ({"at": {"/lines/1/sku": "TRAY-OAK", "/customer/name": "Ada Lovelace"}}, True),
        ({"at": {"/lines/1": {"sku": "TRAY-OAK"}}}, False),
        ({"at": {"/lines/2/sku": "TRAY-OAK"}}, False),
        ({"at": {"/lines/one": 1}}, False),
        ({"method": "POST", "at": {"/lines/0/quantity": 2.0}}, True),
        ({"method": "POST", "at": {"/lines/0/quantity": True}}, False),
    ],
)
def test_requests_are_told_apart(stub: Play, when: Mapping[str, Any], fits: bool) -> None:
    orders = stub("orders/v2")
    orders.respond("placeOrder", 503, **when)
    reply = httpx2.post(
        f"{orders.url}/orders?dry=yes",
        json=ORDERED,
        headers={**KEY, "Idempotency-Key": "0c5bfa0f"},
    )
    assert (reply.status_code == 503) is fits


def test_a_body_that_is_no_json_has_nothing_in_it() -> None:
    asked = Received(Request("POST", "/v2/orders", (), b"{"), "orders/v2")
    assert not When(body={}).fits(asked, "/v2")
    assert not When(at={"/a": 1}).fits(asked, "/v2")


def test_a_request_that_breaks_the_contract_is_refused_whatever_was_stubbed(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.respond("listOrders", Answer(200, {"items": [], "nextCursor": None}))
    assert client.get("/orders?limit=none").status_code == 400
    (seen,) = orders.requests
    assert seen.breaches
    assert "limit" in seen.breaches[0]


def test_an_answer_that_no_provider_may_give_is_not_taken(orders: PlayedContract) -> None:
    with pytest.raises(CannotRun) as caught:
        orders.respond("listOrders", Answer(200, {"items": [{"id": 1}], "nextCursor": None}))
    assert "GET /orders never answers so" in caught.value.what
    assert "say that it is `breaking`" in caught.value.fix


def test_what_is_neither_a_status_nor_an_answer_is_refused(orders: PlayedContract) -> None:
    with pytest.raises(TypeError, match=r"is no answer: give a status, or Answer\(status, json\)"):
        orders.respond("getOrder", {"id": 1})  # type: ignore[arg-type]


def test_an_answer_breaks_the_contract_on_purpose_only(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.respond("listOrders", Answer(200, {"items": 3}, breaking=True))
    assert client.get("/orders").json() == {"items": 3}


def test_an_answer_has_its_own_headers_and_fault(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    answer = Answer(503, headers={"Retry-After": "9"})
    orders.respond("placeOrder", answer, Answer(fault="reset"), Answer(fault="status 402"))
    key = {"Idempotency-Key": "0c5bfa0f"}
    assert client.post("/orders", json=ORDERED, headers=key).headers["retry-after"] == "9"
    with pytest.raises(httpx2.ReadError):
        client.post("/orders", json=ORDERED, headers=key)
    assert client.post("/orders", json=ORDERED, headers=key).status_code == 402


# What was received


def test_requests_are_kept_as_they_came(orders: PlayedContract, client: httpx2.Client) -> None:
    client.post("/orders?dry=yes", json=ORDERED, headers={"Idempotency-Key": "0c5bfa0f"})
    client.get("/nothing")
    placed, lost = orders.requests
    assert (lost.operation, lost.target, lost.status) == ("", "/v2/nothing", 404)
    assert (placed.operation, placed.method, placed.status) == ("placeOrder", "POST", 201)
    assert placed.target == "/v2/orders?dry=yes"
    assert placed.json() == ORDERED
    assert ("idempotency-key", "0c5bfa0f") in placed.headers


def test_counts_are_verified(orders: PlayedContract, client: httpx2.Client) -> None:
    client.get("/orders?limit=2")
    client.get("/orders")
    orders.assert_received("listOrders", times=2)
    orders.assert_received("listOrders", times=1, query={"limit": "2"})
    orders.assert_received("placeOrder", times=0)
    with pytest.raises(NotReceived) as caught:
        orders.assert_received("getOrder")
    assert str(caught.value).splitlines() == [
        "orders/v2 received 0 requests, and exactly 1 was expected",
        "of those meant by operation getOrder",
        "it received:",
        "  GET /v2/orders?limit=2 → 200",
        "  GET /v2/orders → 200",
    ]


def test_waiting_ends_when_the_last_request_comes(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    asking = threading.Thread(target=lambda: [client.get("/orders") for _ in range(3)])
    asking.start()
    seen = orders.wait_for_requests(3, "listOrders", seconds=30)
    asking.join()
    assert [each.operation for each in seen] == ["listOrders"] * 3


def test_waiting_in_vain_says_what_came(orders: PlayedContract, client: httpx2.Client) -> None:
    client.get("/orders")
    with pytest.raises(NotReceived, match="GET /v2/orders → 200"):
        orders.wait_for_requests(2, seconds=0.1)


def test_a_reset_forgets_everything(orders: PlayedContract, client: httpx2.Client) -> None:
    placed = client.post("/orders", json=ORDERED, headers={"Idempotency-Key": "0c5bfa0f"})
    created = f"/orders/{placed.json()['id']}"
    before = client.get(created).json()
    orders.respond("listOrders", 401)
    orders.fault("getOrder: reset")
    orders.reset()
    assert orders.requests == ()
    assert client.get("/orders").status_code == 200
    after = client.get(created)
    assert after.status_code == 404 or after.json() != before


def test_the_journal_is_bounded_and_says_what_it_forgot(stub: Play) -> None:
    orders = stub("orders/v2")
    with httpx2.Client(base_url=orders.url, headers=KEY) as client:
        for _ in range(1010):
            client.get("/orders")
    assert len(orders.requests) == 1000
    told = orders.channel.tell("requests", {"contract": "orders/v2"})
    assert told["forgotten"] == 10


# Over HTTP


def test_the_endpoint_says_what_is_played(endpoint: str) -> None:
    (contract,) = httpx2.get(endpoint).json()["contracts"]
    assert contract["contract"] == "orders/v2"
    assert "GET /orders/{orderId}" in contract["operations"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "["},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_browsers_are_kept_out(endpoint: str, headers: dict[str, str]) -> None:
    reply = httpx2.post(f"{endpoint}/reset", json={}, headers=headers)
    assert reply.status_code == 403


def test_a_form_of_a_page_is_not_read(endpoint: str) -> None:
    reply = httpx2.post(f"{endpoint}/reset", content="{}", headers={"Content-Type": "text/plain"})
    assert reply.status_code == 415


@pytest.mark.parametrize(
    ("route", "value", "told"),
    [
        ("nothing", {}, "there is no /nothing"),
        ("rules", [], "what was sent is no JSON object"),
        ("rules", {"answers": [{}], "wen": {}}, "a rule has `wen`"),
        ("rules", {"when": {}}, "a rule has no answers"),
        ("rules", {"answers": [{}] * 1001}, "a rule has no answers"),
        ("rules", {"answers": [7]}, "an answer is no JSON object"),
        ("rules", {"answers": [{"status": "200"}]}, "`status` of an answer is '200'"),
        ("rules", {"answers": [{"status": True}]}, "`status` of an answer is True"),
        ("rules", {"answers": [{"status": 101}]}, "an answer cannot have status 101"),
        ("rules", {"answers": [{"headers": {"a": 1}}]}, "`a` in `headers` of an answer is 1"),
        ("rules", {"answers": [{"headers": {"a": "b\r\nc: d"}}]}, "the header 'a' cannot be sent"),
        (
            "rules",
            {"answers": [{"fault": "getOrder: reset"}]},
            "`getOrder: reset` names an operation",
        ),
        ("rules", {"answers": [{"headers": {"Content-Length": "3"}}]}, "the header Content-Length"),
        ("rules", {"answers": [{"fault": "fire"}]}, "no fault can be read from `fire`"),
        ("rules", {"answers": [{}], "when": {"operation": "no"}}, "no operation played here"),
        ("rules", {"answers": [{}], "when": {"query": {"a": 1}}}, "`a` in `query` of `when` is 1"),
        ("rules", {"answers": [{}], "when": {"at": {"a": 1}}}, "`a` is no JSON Pointer"),
        ("rules", {"answers": [{}], "contract": "pings/v1"}, "no contract played here"),
        ("faults", {"fault": 7}, "`fault` of what was sent is 7"),
        ("faults", {"fault": "reset", "times": 2}, "what was sent has `times`"),
        ("requests", {"at_least": "1"}, "`at_least` of what was sent is '1'"),
        ("requests", {"seconds": -1}, "`seconds` of what was sent is -1"),
        ("calls", {"webhook": "none", "url": "http://127.0.0.1:1/"}, "orders v2 has no webhook"),
        ("calls", {"operation": "getOrder", "callback": "a"}, "nobody has asked getOrder"),
    ],
)
def test_what_cannot_be_done_is_said(endpoint: str, route: str, value: Any, told: str) -> None:
    reply = httpx2.post(f"{endpoint}/{route}", json=value)
    assert reply.status_code == 422
    assert reply.json()["what"].startswith(told)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=8,
)
NEAR = st.fixed_dictionaries(
    {},
    optional={
        "contract": st.sampled_from(["orders/v2", "", 7]),
        "when": st.fixed_dictionaries(
            {},
            optional={
                "operation": st.sampled_from(["", "getOrder", "GET /orders", 7]) | JSON,
                "path": st.sampled_from(["/orders", "/{", "{}", ""]) | JSON,
                "query": st.dictionaries(st.text(), st.text() | JSON, max_size=2),
                "headers": st.dictionaries(st.text(), st.text() | JSON, max_size=2),
                "body": JSON,
                "at": st.dictionaries(st.text() | st.just("/lines/0"), JSON, max_size=2),
            },
        )
        | JSON,
        "answers": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "status": st.integers(190, 1010) | JSON,
                    "json": JSON,
                    "text": st.text() | JSON,
                    "headers": st.dictionaries(st.text(max_size=5), st.text(), max_size=2) | JSON,
                    "fault": st.sampled_from(["garbage", "violate", "latency 1ms"]) | JSON,
                    "breaking": st.booleans() | JSON,
                },
            )
            | JSON,
            max_size=3,
        ),
        "fault": st.sampled_from(["nulls", "getOrder: violate, 3%"]) | JSON,
        "at_least": st.integers(-5, 0) | JSON,
        "seconds": st.just(0) | st.text(),
        "last": st.integers(-5, 5) | JSON,
        "webhook": JSON,
        "callback": JSON,
        "operation": st.just("listOrders") | JSON,
        "url": JSON,
    },
)


@settings(max_examples=300, deadline=None)
@given(
    route=st.sampled_from(["", "rules", "faults", "requests", "reset", "calls", "else"]),
    value=NEAR | JSON,
)
def test_nothing_that_is_told_takes_a_stub_down(route: str, value: Any) -> None:
    """It is done, or refused in words; and the stub goes on answering, faults and all."""
    app = asgi()
    told = called(ControlApp(app.control), "POST", f"/{route}", json.dumps(value).encode())
    assert told in ((405,) if route == "" else (200, 422))
    try:
        replied = called(app, "GET", "/v2/orders", b"")
    except ConnectionError:
        return
    assert 200 <= replied < 1000


def test_what_is_no_json_or_too_much_is_refused(endpoint: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert httpx2.post(f"{endpoint}/reset", content="{", headers=headers).status_code == 400
    many = httpx2.post(f"{endpoint}/reset", content=b" " * 1_100_000, headers=headers)
    assert many.status_code == 413
    assert httpx2.get(f"{endpoint}/reset").status_code == 405
    assert httpx2.post(endpoint, json={}).status_code == 405


def test_no_endpoint_is_open_unless_asked_for() -> None:
    with stub_process("orders/v2", "--port", "0") as process:
        assert process.control == ""
        url = httpx2.URL(process.urls["orders/v2"]).copy_with(path="/reset")
        assert httpx2.post(url, json={}).status_code == 404


def test_rules_and_faults_are_bounded(stub: Play) -> None:
    orders = stub("orders/v2")
    for _ in range(1000):
        orders.respond("listOrders", 401)
        orders.fault("latency 1ms")
    with pytest.raises(CannotRun, match="1000 rules at most"):
        orders.respond("listOrders", 401)
    with pytest.raises(CannotRun, match="1000 faults at most"):
        orders.fault("latency 1ms")


def test_nobody_at_the_other_end_is_said() -> None:
    with pytest.raises(CannotRun, match="no control endpoint answers"):
        played(Remote("http://127.0.0.1:1"))


# In process


def test_an_asgi_application_plays_in_process() -> None:
    app = application("orders/v2", start=ROOT)
    orders = app.contracts["orders/v2"]
    orders.respond("listOrders", 401, Answer())

    async def ask() -> list[int]:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://stub") as client:
            replies = [await client.get(f"{orders.url}/orders", headers=KEY) for _ in range(2)]
        return [each.status_code for each in replies]

    assert run(ask()) == [401, 200]
    orders.assert_received("listOrders", times=2)


@pytest.mark.parametrize("fault", ["reset", "empty", "truncate", "garbage"])
def test_a_broken_connection_is_an_exception_in_process(fault: str) -> None:
    app = application("orders/v2", start=ROOT)
    app.contracts["orders/v2"].fault(fault)

    async def ask() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
            await client.get("http://stub/v2/orders", headers=KEY)

    with pytest.raises(ConnectionError):
        run(ask())


# Callbacks and webhooks


def test_a_webhook_is_sent_with_the_contracts_example(tmp_path: Path) -> None:
    with playing_jobs(tmp_path) as jobs, consumer() as (url, got):
        called = jobs.webhook("jobLost", f"{url}/lost?a=b")
        assert called.status == 204
    assert got == [("POST", "/lost?a=b", {"id": 7, "state": "lost"}, None)]


def test_a_callback_goes_where_the_request_said_with_drawn_values(tmp_path: Path) -> None:
    with playing_jobs(tmp_path) as jobs, consumer() as (url, got):
        asked = {"callbackUrl": f"{url}/me"}
        assert httpx2.post(f"{jobs.url}/jobs/print?token=t1", json=asked).status_code == 202
        called = jobs.callback("startJob", "finished")
        assert called.url == f"{url}/me/done?kind=print&token=t1"
    ((method, target, body, header),) = got
    assert (method, target, header) == ("POST", "/me/done?kind=print&token=t1", "one")
    assert isinstance(body["id"], int)
    assert body["state"] in ("done", "lost")


def test_a_callback_has_the_url_and_the_body_that_are_given(tmp_path: Path) -> None:
    with playing_jobs(tmp_path) as jobs, consumer() as (url, got):
        httpx2.post(f"{jobs.url}/jobs/print", json={})
        jobs.callback("startJob", "jobFinished", url, {"id": 1, "state": "done"})
    assert got == [("POST", "/", {"id": 1, "state": "done"}, "one")]


def test_no_redirect_of_a_consumer_is_followed(tmp_path: Path) -> None:
    with playing_jobs(tmp_path) as jobs, consumer(status=302) as (url, got):
        assert jobs.webhook("jobLost", url).status == 302
    assert len(got) == 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.test/", "//a.test", "http://", "http://a b/", "http://[", "x"],
)
def test_only_http_is_called(tmp_path: Path, url: str) -> None:
    with playing_jobs(tmp_path) as jobs, pytest.raises(CannotRun, match=r"cannot be called|no URL"):
        jobs.webhook("jobLost", url)


def test_what_the_request_does_not_say_is_no_address(tmp_path: Path) -> None:
    with playing_jobs(tmp_path) as jobs:
        httpx2.post(f"{jobs.url}/jobs/print", json={})
        with pytest.raises(CannotRun, match="names nothing in the exchange"):
            jobs.callback("startJob", "finished")
        with pytest.raises(CannotRun, match="nobody answers at"):
            jobs.webhook("jobLost", "http://127.0.0.1:1/")


@contextmanager
def playing_jobs(folder: Path) -> Iterator[PlayedContract]:
    (folder / "jobs.yaml").write_text(JOBS, "utf-8")
    with running("jobs.yaml", start=folder) as jobs:
        yield jobs


@contextmanager
def consumer(status: int = 204) -> Iterator[tuple[str, list[Any]]]:
    """Somebody who waits for callbacks: where, and what came."""
    got: list[Any] = []

    class Waiting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            got.append((self.command, self.path, body, self.headers["x-job"]))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Waiting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def order(**changed: Any) -> dict[str, Any]:
    return {
        "id": "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11",
        "status": "placed",
        "placedAt": "2026-11-20T09:30:00Z",
        "customer": ORDERED["customer"],
        "deliveryAddress": ORDERED["deliveryAddress"],
        "lines": [
            {"sku": "MUG-BLUE", "quantity": 2, "unitPrice": {"amount": 1250, "currency": "EUR"}}
        ],
        "total": {"amount": 2500, "currency": "EUR"},
        "paymentId": "f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47",
        **changed,
    }


@cache
def asgi() -> App:
    return application("orders/v2", start=ROOT)


def called(app: Any, method: str, path: str, body: bytes) -> int:
    """The status that an ASGI application answers."""
    fields = {"host": "127.0.0.1", "content-type": "application/json", "x-api-key": "k"}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    run(app(scope, receive, send))
    assert sent[-1]["type"] == "http.response.body"
    return int(sent[0]["status"])


def run(work: Any) -> Any:
    import asyncio

    return asyncio.run(work)
