"""What payments answers, as callers see it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from shop_payments.app import create_app
from shop_payments.settings import settings
from werkzeug.test import TestResponse

CARD = {"type": "card", "number": "4242424242424242", "expiry": "2099-12", "securityCode": "123"}
TRANSFER = {"type": "bank-transfer", "iban": "GB33BUKB20201555555555"}
VOUCHER = {"type": "voucher", "code": "GIFT-5000"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    wanted = settings({"DATABASE_URL": f"sqlite:///{tmp_path}/payments.sqlite3", "API_KEY": "key"})
    yield create_app(wanted).test_client()


def take(
    client: FlaskClient, method: dict[str, Any], amount: int = 2500, key: str = "order-00001"
) -> TestResponse:
    body = {
        "reference": "order",
        "amount": {"amount": amount, "currency": "EUR"},
        "method": method,
    }
    headers = {"X-API-Key": "key", "Idempotency-Key": key}
    return client.post("/v1/payments", json=body, headers=headers)


def get(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, headers={"X-API-Key": "key"})


def said(answer: TestResponse) -> dict[str, Any]:
    """The body of an answer."""
    body: dict[str, Any] = json.loads(answer.text)
    return body


def refund(client: FlaskClient, location: str) -> TestResponse:
    return client.put(f"{location}/refund", headers={"X-API-Key": "key"})


def test_a_card_pays_and_its_number_never_comes_out(client: FlaskClient) -> None:
    taken = take(client, CARD)
    assert taken.status_code == 201
    assert said(taken)["status"] == "captured"
    assert said(taken)["method"] == {"type": "card", "expiry": "2099-12", "lastFour": "4242"}
    assert said(get(client, taken.headers["Location"])) == said(taken)


def test_a_bank_transfer_is_pending(client: FlaskClient) -> None:
    taken = take(client, TRANSFER)
    assert (taken.status_code, said(taken)["status"]) == (202, "pending")
    assert said(taken)["method"] == TRANSFER


def test_a_voucher_pays_until_it_is_used_up(client: FlaskClient) -> None:
    first = take(client, VOUCHER, 3000, "order-00001")
    assert first.status_code == 201
    second = take(client, VOUCHER, 3000, "order-00002")
    assert (second.status_code, said(second)["reason"]) == (402, "insufficient-voucher")
    refund(client, first.headers["Location"])
    refund(client, first.headers["Location"])
    assert take(client, VOUCHER, 5000, "order-00003").status_code == 201
    assert take(client, VOUCHER, 1, "order-00004").status_code == 402


@pytest.mark.parametrize(
    ("method", "amount", "reason"),
    [
        (CARD | {"number": "4242424242424241"}, 2500, "invalid-card"),
        (CARD | {"expiry": "2020-01"}, 2500, "expired-card"),
        (CARD, 500_001, "limit-exceeded"),
        (VOUCHER | {"code": "NOTHING"}, 2500, "unknown-voucher"),
    ],
)
def test_what_is_declined_says_why(
    client: FlaskClient, method: dict[str, Any], amount: int, reason: str
) -> None:
    declined = take(client, method, amount)
    assert declined.status_code == 402
    assert declined.content_type == "application/problem+json"
    assert said(declined)["reason"] == reason


def test_the_same_key_takes_the_money_once(client: FlaskClient) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: take(client.application.test_client(), VOUCHER), "1234"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({said(answer)["id"] for answer in answers}) == 1
    assert take(client, VOUCHER, 2500, "order-00002").status_code == 201


def test_a_key_is_refused_to_another_payment(client: FlaskClient) -> None:
    take(client, CARD)
    assert take(client, CARD, amount=1).status_code == 422


@pytest.mark.parametrize(
    "method",
    [
        CARD | {"expiry": "12/99"},
        CARD | {"number": 4242424242424242},
        {"type": "cash"},
        {},
    ],
)
def test_what_the_contract_does_not_allow_is_refused(
    client: FlaskClient, method: dict[str, Any]
) -> None:
    refused = take(client, method)
    assert refused.status_code == 422
    assert refused.content_type == "application/problem+json"


def test_what_is_no_json_is_refused(client: FlaskClient) -> None:
    headers = {"X-API-Key": "key", "Idempotency-Key": "order-00001"}
    assert client.post("/v1/payments", data="{", headers=headers).status_code == 415
    headers["Content-Type"] = "application/json"
    assert client.post("/v1/payments", data="{", headers=headers).status_code == 400


def test_a_payment_needs_a_key_of_its_own(client: FlaskClient) -> None:
    assert take(client, CARD, key="short").status_code == 400


def test_nobody_is_served_without_the_api_key(client: FlaskClient) -> None:
    refused = client.post("/v1/payments", json={})
    assert (refused.status_code, said(refused)["title"]) == (401, "Unauthorized")


def test_what_is_not_there_is_a_problem(client: FlaskClient) -> None:
    for path in ("/v1/payments/f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47", "/v1/payments/x", "/v2"):
        missing = get(client, path)
        assert missing.status_code == 404
        assert missing.content_type == "application/problem+json"
