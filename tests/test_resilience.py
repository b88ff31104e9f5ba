"""What is held against a provider whose dependency fails, and what is not."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from counterfoil.engine.contracts import load_file
from counterfoil.model import Reply, Request
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.resilience import faults
from counterfoil.verify.resilience.bounds import ATTEMPTS, RETRY_AFTER
from counterfoil.verify.resilience.causes import causes
from counterfoil.verify.resilience.faults import EVERY, Fault
from counterfoil.verify.resilience.neighbours import MARKER, Arrival, Target
from counterfoil.verify.resilience.ordeal import Seen
from counterfoil.verify.resilience.probes import Probe
from counterfoil.verify.resilience.sending import Bystander, Outcome, Waited
from counterfoil.verify.resilience.symptoms import Symptom, symptoms
from counterfoil.verify.resilience.tellings import case_of, telling
from counterfoil.verify.resilience.trials import Trial
from counterfoil.verify.settings import Settings
from counterfoil.verify.wire.lost import Loss, Lost

TARGET = Target("payments/v1", "takePayment", "payments v1 POST /payments")
PROBLEM = (("Content-Type", "application/problem+json"),)
UNAVAILABLE = Reply(503, PROBLEM, b'{"title": "Unavailable", "status": 503}')
SILENT = Lost(Loss.SILENT, "did not answer within 2.5 seconds")
ASKED = Request("POST", "/v2/orders", (("X-API-Key", "hush"),), b"{}")


def nobody(request: Request) -> Reply | Lost:
    raise AssertionError("nothing is sent here")


@cache
def inquiry() -> Inquiry:
    (bundle,) = load_file(ROOT / "contracts/orders/v2/openapi.yaml", ROOT).bundles
    return Inquiry(bundle, nobody, Settings())


def probe(usual: int = 1, operation: str = "placeOrder") -> Probe:
    """An operation that leads to so many payments."""
    made = Probe(inquiry(), inquiry().operations[operation], "http://127.0.0.1:1", 2.0)
    calls = (arrival(n, at=0.0) for n in range(usual))
    return Probe(made.inquiry, made.operation, made.root, 2.0, {"payments/v1": tuple(calls)})


def arrival(number: int, at: float, method: str = "POST", key: str = "", body: str = "") -> Arrival:
    headers = (("Idempotency-Key", key),) if key else ()
    return Arrival(number, at, "takePayment", method, "/v1/payments", headers, body)


def trial(
    fault: Fault,
    reply: Reply | Lost = UNAVAILABLE,
    arrivals: Sequence[Arrival] = (),
    seconds: float = 0.1,
    usual: int = 1,
    waited: Waited | None = None,
    crashed: str = "",
) -> Trial:
    out = Outcome(probe(usual), ASKED, reply, seconds)
    return Trial(TARGET, fault, (out,), tuple(arrivals), waited, crashed)


def rules(one: Trial) -> list[str]:
    return [each.rule.removeprefix("resilience-") for each in symptoms(one)]


@pytest.mark.parametrize("fault", EVERY, ids=lambda each: each.name)
def test_a_documented_answer_in_time_is_all_that_is_asked(fault: Fault) -> None:
    assert rules(trial(fault, arrivals=[arrival(1, 0.0, key="k")])) == []


@pytest.mark.parametrize(
    ("reply", "seconds", "rule"),
    [
        (SILENT, 2.5, "deadline-exceeded"),
        (UNAVAILABLE, 2.4, "deadline-exceeded"),
        (Reply(500), 0.1, "internal-error"),
        (Reply(502), 0.1, "answer-undocumented"),
        (Reply(503, PROBLEM, b'{"title": 7}'), 0.1, "answer-undocumented"),
        (Reply(500, PROBLEM, f'{{"title": "{MARKER}"}}'.encode()), 0.1, "dependency-leaked"),
        (Lost(Loss.CLOSED, "closed the connection without an answer"), 0.1, "crash"),
    ],
)
def test_an_answer_is_judged_by_its_contract_and_its_deadline(
    reply: Reply | Lost, seconds: float, rule: str
) -> None:
    assert rules(trial(faults.FAILED, reply, seconds=seconds)) == [rule]


def test_a_request_that_cannot_be_sent_is_nobodys_fault() -> None:
    assert rules(trial(faults.FAILED, Lost(Loss.UNSENDABLE, "cannot be sent"))) == []


def test_a_process_that_ended_has_crashed_however_the_connection_ended() -> None:
    assert rules(trial(faults.FAILED, SILENT, crashed="exited with 3")) == ["crash"]


def every(pause: float, count: int, key: str = "k", method: str = "POST") -> list[Arrival]:
    return [arrival(n, n * pause, method, key) for n in range(count)]


@given(
    usual=st.integers(1, 4),
    count=st.integers(0, 60),
    pause=st.floats(0.2, 2.0),
    fault=st.sampled_from([faults.FAILED, faults.RESET, faults.LATE]),
)
def test_attempts_with_pauses_are_too_many_beyond_the_bound_and_never_below(
    usual: int, count: int, pause: float, fault: Fault
) -> None:
    found = rules(trial(fault, arrivals=every(pause, count), usual=usual))
    assert found == (["retries-unbounded"] if count > ATTEMPTS * usual else [])


@given(usual=st.integers(1, 4), count=st.integers(0, 30), pause=st.floats(0, 0.02))
def test_attempts_without_pauses_are_a_storm_sooner(usual: int, count: int, pause: float) -> None:
    found = rules(trial(faults.FAILED, arrivals=every(pause, count), usual=usual))
    assert ("retries-unbounded" in found) or count <= 3 * usual or pause * 3 * usual >= 0.1


def test_a_storm_explains_why_no_answer_comes() -> None:
    assert rules(trial(faults.UNAVAILABLE, SILENT, every(0.01, 200), 2.5)) == ["retries-unbounded"]


@pytest.mark.parametrize(
    ("keys", "method", "fault", "found"),
    [
        (["", ""], "POST", faults.RESET, ["unsafe-retry"]),
        (["a", "b"], "POST", faults.LATE, ["unsafe-retry"]),
        (["a", ""], "PATCH", faults.TRUNCATED, ["unsafe-retry"]),
        (["a", "a"], "POST", faults.RESET, []),
        (["", ""], "PUT", faults.RESET, []),
        (["", ""], "GET", faults.RESET, []),
        ([""], "POST", faults.RESET, []),
        # The dependency has said that it did nothing, and how long to wait.
        (["", ""], "POST", faults.UNAVAILABLE, []),
    ],
)
def test_what_may_have_been_done_is_not_done_again_without_a_key(
    keys: list[str], method: str, fault: Fault, found: list[str]
) -> None:
    sent = [arrival(n, 1.5 * n, method, key) for n, key in enumerate(keys)]
    assert rules(trial(fault, arrivals=sent)) == found


def test_two_payments_that_differ_are_no_repetition() -> None:
    sent = [arrival(n, 0.2 * n, key=f"k{n}", body=f'{{"amount": {n}}}') for n in range(2)]
    assert rules(trial(faults.RESET, arrivals=sent)) == []
    assert rules(trial(faults.BUSY, arrivals=sent)) == []


def test_a_provider_that_pays_twice_anyway_repeats_nothing() -> None:
    assert rules(trial(faults.RESET, arrivals=every(0.3, 2, key=""), usual=2)) == []


@given(pause=st.floats(0, 3))
def test_who_is_asked_to_wait_waits(pause: float) -> None:
    found = rules(trial(faults.BUSY, arrivals=every(pause, 2)))
    if pause >= RETRY_AFTER:
        assert found == []
    if pause < RETRY_AFTER / 2:
        assert found == ["retry-after-ignored"]


def test_a_bystander_that_waits_is_blocked_and_one_that_is_always_slow_is_not() -> None:
    quick = Bystander("orders v2 GET /orders", "", 2.0, 0.01, lambda: None)
    waited = Waited(quick, Reply(200), 0.9)
    assert rules(trial(faults.LATE, waited=waited)) == ["blocks-others"]
    slow = replace(quick, seconds=0.8)
    assert rules(trial(faults.LATE, waited=replace(waited, bystander=slow))) == []


def seen(rule: str, fault: Fault, detail: str = "", contract: str = "payments/v1") -> Seen:
    target = Target(contract, "takePayment", "payments v1 POST /payments")
    out = Outcome(probe(), ASKED, Reply(502), 0.1)
    one = Trial(target, fault, (out,), tuple(every(0.1, 2)))
    return Seen(Symptom(f"resilience-{rule}", "the answer is 502", detail, out), out.probe, one)


def test_faults_of_one_kind_have_one_cause() -> None:
    one = [seen("internal-error", faults.RESET), seen("internal-error", faults.TRUNCATED)]
    assert len(causes(one)) == 1


def test_faults_of_two_kinds_have_two_causes_and_of_many_kinds_one() -> None:
    two = [seen("internal-error", faults.RESET), seen("internal-error", faults.MALFORMED)]
    assert len(causes(two)) == 2
    assert len(causes([*two, seen("internal-error", faults.FAILED)])) == 1


def test_who_never_stops_is_not_told_that_no_answer_comes_either() -> None:
    both = [seen("retries-unbounded", faults.FAILED), seen("deadline-exceeded", faults.DOWN)]
    assert [each[0].rule for each in causes(both)] == ["resilience-retries-unbounded"]
    assert len(causes(both[1:])) == 1


def test_dependencies_and_answers_have_causes_of_their_own() -> None:
    apart = [
        seen("answer-undocumented", faults.RESET, "502"),
        seen("answer-undocumented", faults.RESET, "504"),
        seen("answer-undocumented", faults.RESET, "502", "inventory/v1"),
    ]
    assert len(causes(apart)) == 3
    assert len({telling(each).fingerprint for each in causes(apart)}) == 3


def test_a_finding_names_operation_dependency_and_fault_and_hides_secrets() -> None:
    (cause,) = causes(
        [seen("internal-error", faults.UNAVAILABLE), seen("internal-error", faults.BUSY)]
    )
    finding, case = telling(cause), case_of(cause)
    assert finding.message == (
        "orders v2 POST /orders: the answer is 502, while payments v1 POST /payments answers 503 with"
        " Retry-After: 1; also while payments v1 POST /payments answers 429 with Retry-After: 1"
    )
    assert finding.operations == ("orders v2 POST /orders",)
    assert finding.witness["fault"] == "payments/v1 takePayment: 503"
    assert finding.witness["dependency"]["requests"] == 2
    assert "counterfoil stub payments/v1 --fault 'takePayment: status 503" in finding.curl
    assert "hush" not in finding.curl + str(finding.witness)
    assert case is not None
    assert case.phase.value == "resilience"
