"""Whatever befalls a stub's reply, its client sees it as what it is."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
from shop_contracts.orders.v2.client import (
    Client,
    NotFoundError,
    Retry,
    TimedOutError,
    Timeouts,
    UndecodableError,
    UndocumentedStatusError,
    UnreachableError,
)

from conftest import ROOT
from counterfoil.engine.validators import Validators
from counterfoil.model import Bundle, CannotRun, Direction, Operation, Reply, Request
from counterfoil.stub import PlayedContract
from counterfoil.stub.beside import read
from counterfoil.stub.faults.delivery import Faulty
from counterfoil.stub.faults.fault_words import plan
from counterfoil.stub.faults.kinds import Nulls, OptionalsAbsent, Plan, Reset, Violate
from counterfoil.stub.faults.striking import Faults
from counterfoil.stub.programmable import Programmable
from counterfoil.stub.programming.told_replies import reply_of
from counterfoil.stub.seams import Received
from counterfoil.stub.selecting import select
from stub_process import connected, rest

ORDER = "/orders/7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
KEY = {"X-API-Key": "development"}
RAW = f"GET /v2{ORDER} HTTP/1.1\r\nHost: a\r\nX-API-Key: development\r\n\r\n".encode()

PLAIN = Reply(200, (), b"{}")

Play = Callable[[str], PlayedContract]


@pytest.fixture
def orders(stub: Play) -> PlayedContract:
    return stub("orders/v2")


@pytest.fixture
def client(orders: PlayedContract) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=orders.url, headers=KEY, timeout=30) as made:
        yield made


@pytest.fixture
def consumer(orders: PlayedContract) -> Iterator[Client]:
    """The client that orders v2 compiles into, which gives up at once."""
    with Client(orders.url, api_key="development", retry=Retry(attempts=1)) as made:
        yield made


# What breaks the connection


def test_a_reset_is_a_connection_reset(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("getOrder: reset")
    with pytest.raises(httpx2.ReadError) as caught:
        client.get(ORDER)
    assert isinstance(root(caught.value), ConnectionResetError)


def test_a_reset_is_one_on_the_wire(orders: PlayedContract) -> None:
    orders.fault("getOrder: reset")
    with connected(orders.url) as raw:
        raw.sendall(RAW)
        with pytest.raises(ConnectionResetError):
            raw.recv(1)


def test_an_empty_reply_is_a_close_without_a_byte(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: empty")
    with pytest.raises(httpx2.RemoteProtocolError, match="without sending a response"):
        client.get(ORDER)
    with connected(orders.url) as raw:
        raw.sendall(RAW)
        assert rest(raw) == b""


def test_a_truncated_reply_ends_in_the_middle_of_its_body(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: truncate")
    with pytest.raises(httpx2.RemoteProtocolError, match="complete message body"):
        client.get(ORDER)
    with connected(orders.url) as raw:
        raw.sendall(RAW)
        head, _, body = rest(raw).partition(b"\r\n\r\n")
    promised = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert 0 < len(body) < promised


def test_a_truncated_reply_without_a_body_ends_in_the_middle_of_its_head(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("cancelOrder: truncate")
    with pytest.raises(httpx2.RemoteProtocolError):
        client.put(f"{ORDER}/cancellation")


def test_garbage_is_no_http(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("getOrder: garbage, 2 times")
    with pytest.raises(httpx2.RemoteProtocolError):
        client.get(ORDER)
    with connected(orders.url) as raw:
        raw.sendall(RAW)
        received = rest(raw)
    assert len(received) > 100
    assert not received.startswith(b"HTTP")
    assert client.get(ORDER).status_code == 200


def test_a_hang_is_a_timeout_without_a_byte(orders: PlayedContract) -> None:
    orders.fault("getOrder: hang")
    with pytest.raises(httpx2.ReadTimeout):
        httpx2.get(orders.url + ORDER, headers=KEY, timeout=0.2)


# What is slow


def test_latency_delays_the_reply(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("getOrder: latency 150ms")
    begun = time.monotonic()
    assert client.get(ORDER).status_code == 200
    assert time.monotonic() - begun >= 0.15


def test_random_latency_is_the_same_for_the_same_seed() -> None:
    def delays(seed: int) -> list[float]:
        faults = Faults([contract()], [plan("latency 100ms-2s")], seed)
        return [delivered(faults).delay for _ in range(5)]

    assert delays(1) == delays(1) != delays(2)
    assert all(0.1 <= each <= 2 for each in delays(3))
    assert len(set(delays(3))) == 5


def test_a_dribbled_body_comes_whole_and_in_pieces(orders: PlayedContract) -> None:
    orders.fault("getOrder: dribble 200ms")
    begun = time.monotonic()
    with httpx2.stream("GET", orders.url + ORDER, headers=KEY) as reply:
        pieces = list(reply.iter_raw())
    assert len(pieces) > 5
    assert json.loads(b"".join(pieces))["status"] == "placed"
    assert time.monotonic() - begun >= 0.2


# What arrives whole, and is wrong


def test_malformed_json_says_it_is_json(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("getOrder: malformed-json")
    reply = client.get(ORDER)
    assert reply.headers["content-type"] == "application/json"
    with pytest.raises(json.JSONDecodeError):
        reply.json()


@pytest.mark.parametrize("body", [b"{}", b"[]", b"12", b'"a"', b"true", b"null", b'{"a":"b"}'])
def test_whatever_the_body_was_it_is_malformed(body: bytes) -> None:
    faults = Faults([contract()], [plan("malformed-json")])
    reply = Reply(200, (("Content-Type", "application/json"),), body)
    with pytest.raises(json.JSONDecodeError):
        json.loads(delivered(faults, reply).reply.body)


def test_a_wrong_type_is_none_that_the_contract_has(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: wrong-type")
    assert client.get(ORDER).headers["content-type"] == "text/html; charset=utf-8"


def test_violations_break_the_schema_in_another_way_each_time(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: violate")
    replies = [client.get(ORDER) for _ in range(20)]
    assert {each.status_code for each in replies} == {200}
    assert not any(fits_order(each.json()) for each in replies)
    assert len({each.content for each in replies}) == 20


@pytest.mark.parametrize("status", [402, 418, 503, 599, 777])
def test_any_status_can_be_told(orders: PlayedContract, client: httpx2.Client, status: int) -> None:
    orders.fault(f"listOrders: status {status}, once")
    assert client.get("/orders").status_code == status
    assert client.get("/orders").status_code == 200


def test_a_documented_status_has_the_contracts_own_body(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: status 404")
    reply = client.get(ORDER)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["status"] == 404


def test_a_status_strikes_before_the_request_has_any_effect(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("placeOrder: status 503, once")
    key = {"Idempotency-Key": "0c5bfa0f-58ab"}
    before = len(client.get("/orders").json()["items"])
    assert client.post("/orders", json=ORDERED, headers=key).status_code == 503
    assert len(client.get("/orders").json()["items"]) == before
    assert client.post("/orders", json=ORDERED, headers=key).status_code == 201


def test_who_sends_too_much_is_told_when_to_come_back(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: status 429, once")
    orders.fault("getOrder: status 429 retry-after 30, once")
    assert client.get(ORDER).headers["retry-after"] == "1"
    assert client.get(ORDER).headers["retry-after"] == "30"
    assert client.get(ORDER).status_code == 200


# What a tolerant reader does not notice


def test_unknown_fields_are_in_every_object(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("getOrder: unknown-fields")
    order = client.get(ORDER).json()
    inside = (order, order["customer"], order["lines"][0], order["lines"][0]["unitPrice"])
    assert all("unknownField" in each for each in inside)


def test_unknown_members_stand_where_members_are_listed(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.fault("getOrder: unknown-members")
    order = client.get(ORDER).json()
    assert order["status"] == "unknown-member"
    assert order["customer"]["name"] == "Ada Lovelace"


def test_without_optionals_the_contract_still_holds(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    assert "note" in client.get(ORDER).json()
    orders.fault("getOrder: optionals-absent")
    order = client.get(ORDER).json()
    assert "note" not in order
    assert fits_order(order)


def test_nulls_stand_wherever_the_contract_allows_them(
    orders: PlayedContract, client: httpx2.Client
) -> None:
    orders.respond("listOrders", 200)
    orders.fault("nulls")
    page = client.get("/orders").json()
    assert page["nextCursor"] is None
    assert all(each["note"] is None for each in page["items"])
    assert all(fits_order(each) for each in page["items"])


# A generated client


@pytest.mark.parametrize(
    "probe", ["unknown-fields", "unknown-members", "optionals-absent", "nulls"]
)
def test_a_generated_client_reads_what_a_tolerant_reader_reads(
    orders: PlayedContract, consumer: Client, probe: str
) -> None:
    orders.fault(f"getOrder: {probe}")
    assert str(consumer.get_order(UUID(ORDER[8:])).id) == ORDER[8:]


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ("reset", UnreachableError),
        ("empty", UnreachableError),
        ("garbage", UnreachableError),
        ("truncate", UnreachableError),
        ("malformed-json", UndecodableError),
        ("wrong-type", UndecodableError),
        ("violate", UndecodableError),
        ("status 404", NotFoundError),
        ("status 418", UndocumentedStatusError),
        ("status 429", UndocumentedStatusError),
    ],
)
def test_a_generated_client_tells_faults_apart(
    orders: PlayedContract, consumer: Client, fault: str, raised: type[Exception]
) -> None:
    orders.fault(f"getOrder: {fault}")
    with pytest.raises(raised):
        consumer.get_order(UUID(ORDER[8:]))


def test_a_generated_client_gives_up_what_hangs(orders: PlayedContract) -> None:
    orders.fault("getOrder: hang")
    timeouts, retry = Timeouts(read=0.2), Retry(attempts=1)
    with (
        Client(orders.url, api_key="development", timeouts=timeouts, retry=retry) as client,
        pytest.raises(TimedOutError),
    ):
        client.get_order(UUID(ORDER[8:]))


def test_a_generated_client_repeats_what_was_reset(orders: PlayedContract) -> None:
    orders.fault("getOrder: reset, 2 times")
    with Client(orders.url, api_key="development", retry=Retry(attempts=3, base=0)) as client:
        client.get_order(UUID(ORDER[8:]))
    orders.assert_received("getOrder", times=3)


# Which requests, and how often


def test_a_fault_befalls_its_operation_alone(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("GET /orders/{orderId}: status 503")
    assert client.get(ORDER).status_code == 503
    assert client.get("/orders").status_code == 200


def test_faults_add_up(orders: PlayedContract, client: httpx2.Client) -> None:
    orders.fault("latency 100ms")
    orders.fault("getOrder: unknown-fields")
    orders.fault("getOrder: wrong-type")
    begun = time.monotonic()
    reply = client.get(ORDER)
    assert time.monotonic() - begun >= 0.1
    assert "unknownField" in reply.text or reply.headers["content-type"].startswith("text/html")


def test_chance_is_the_same_for_the_same_seed_and_near_what_it_says() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults([contract()], [plan("latency 1s, 25%")], seed)
        return [faults.apply(received(), Reply(200)) is not None for _ in range(400)]

    assert struck(1) == struck(1) != struck(2)
    assert 60 < sum(struck(1)) < 140


def test_a_fault_that_cannot_befall_a_reply_is_not_used_up() -> None:
    faults = Faults([contract()], [plan("malformed-json, once")])
    assert faults.apply(received(), Reply(204)) is None
    reply = Reply(200, (("Content-Type", "application/json"),), b"{}")
    assert faults.apply(received(), reply) is not None
    assert faults.apply(received(), reply) is None


def test_a_test_does_not_feel_the_faults_of_another(client: httpx2.Client) -> None:
    assert client.get(ORDER).status_code == 200


# How they are written


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fire", "`fire` is none of the faults"),
        ("getOrder: ", "it names no fault"),
        ("latency", "`latency` is none of the faults"),
        ("latency 1h", "`latency 1h` is none of the faults"),
        ("latency 2s-1s", "`latency 2s-1s` is none of the faults"),
        ("latency 700s", "`latency 700s` is none of the faults"),
        ("status 101", "`status 101` is none of the faults"),
        ("status 5xx", "`status 5xx` is none of the faults"),
        ("reset now", "`reset now` is none of the faults"),
        ("reset, often", "`often` is neither `N times` nor `N%`"),
        ("reset, 0 times", "it would never happen, or more often than always"),
        ("reset, 200%", "it would never happen, or more often than always"),
        ("orders/v2 place an order: reset", "`place an order` is no operation"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, told: str) -> None:
    with pytest.raises(CannotRun) as caught:
        plan(text)
    assert caught.value.why == told
    assert "latency 200ms" in caught.value.fix


@pytest.mark.parametrize(
    ("text", "contract_id", "operation_name"),
    [
        ("reset", "", ""),
        (": reset", "", ""),
        ("*: reset", "", ""),
        ("orders/v2: reset", "orders/v2", ""),
        ("orders/v2 *: reset", "orders/v2", ""),
        ("placeOrder: reset", "", "placeOrder"),
        ("repos/get: reset", "", "repos/get"),
        ("a/b/v1beta repos/get: reset", "a/b/v1beta", "repos/get"),
        ("get /orders/{id}:cancel: reset", "", "GET /orders/{id}:cancel"),
    ],
)
def test_what_befalls_whom_is_read(text: str, contract_id: str, operation_name: str) -> None:
    assert plan(text) == Plan(Reset(), contract_id, operation_name)


def test_an_operation_that_nobody_has_is_said_with_the_nearest_name(orders: PlayedContract) -> None:
    with pytest.raises(CannotRun) as caught:
        orders.fault("getOrdr: reset")
    assert caught.value.what == "no operation played here is called getOrdr"
    assert caught.value.fix == "did you mean `getOrder`?"


@pytest.mark.corpus
@pytest.mark.parametrize(
    "document", ["petstore30/openapi.yaml", "train-travel/openapi.yaml", "spotify/openapi.yaml"]
)
def test_on_any_contract_probes_keep_it_and_violations_break_it(
    shared: Path, document: str
) -> None:
    selected = select([document], shared / "corpus")
    (provider,) = Programmable([selected.bundles]).control.stubs[0].providers
    faults = Faults(selected.bundles)
    struck: Counter[str] = Counter()
    for each in provider.bundle.api.operations:
        asked = Received(Request(each.method, "/"), provider.bundle.contract.id, each)
        reply = reply_of(provider, asked, 0)
        for fault in (OptionalsAbsent(), Nulls(), Violate()):
            delivery = faults.befall(fault, asked, reply)
            assert isinstance(delivery, Faulty)
            if delivery.reply != reply:
                breaches = provider.terms.reply(each, asked.request, delivery.reply)
                assert bool(breaches) is isinstance(fault, Violate), (each.title, fault, breaches)
                struck[type(fault).__name__] += 1
    assert struck["Violate"] >= 6
    assert struck["OptionalsAbsent"] >= 6


ORDERED = {
    "customer": {"name": "Ada Lovelace", "email": "ada@shop.example"},
    "deliveryAddress": {"street": "1", "city": "London", "postcode": "SW1Y", "country": "GB"},
    "lines": [{"sku": "MUG-BLUE", "quantity": 2}],
    "payment": {"type": "bank-transfer", "iban": "GB33BUKB20201555555555"},
}


def root(problem: BaseException | None) -> BaseException | None:
    while problem is not None and (inside := problem.__cause__ or problem.__context__):
        problem = inside
    return problem


def fits_order(value: Any) -> bool:
    api = contract().api
    schema = {"$ref": "#/components/schemas/Order"}
    return Validators(api).of(schema, Direction.RESPONSE).is_valid(value)


@cache
def contract() -> Bundle:
    return read("orders/v2", ROOT)


def received() -> Received:
    return Received(Request("GET", f"/v2{ORDER}"), "orders/v2", operation("getOrder"))


def operation(name: str) -> Operation:
    return next(each for each in contract().api.operations if each.id == name)


def delivered(faults: Faults, reply: Reply = PLAIN) -> Faulty:
    delivery = faults.apply(received(), reply)
    assert isinstance(delivery, Faulty)
    return delivery
