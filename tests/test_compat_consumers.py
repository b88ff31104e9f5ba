"""Who breaks by a change of a contract of the shop: exactly those whose use of it breaks."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from counterfoil.compat import Change, Comparison, Terms, compare
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load_named
from counterfoil.engine.services import Service, read_services
from counterfoil.model import Bundle, Severity, Verdict

TERMS = Terms(date(2026, 11, 20))
Edit = Callable[[str, str, str], Comparison]


@pytest.fixture(scope="module")
def services() -> tuple[Service, ...]:
    return read_services(ROOT)


def read(root: Path, contract: str) -> Bundle:
    (bundle,) = load_named(load_config(root), {contract}).bundles
    return bundle


@pytest.fixture
def edit(tmp_path: Path, services: tuple[Service, ...]) -> Edit:
    """Compares a contract of the shop with what it becomes where a text in it is another one."""

    def edited(contract: str, before: str, after: str) -> Comparison:
        for name in ("contracts", "services", "pyproject.toml"):
            whole = ROOT / name
            copy = shutil.copytree if whole.is_dir() else shutil.copy
            copy(whole, tmp_path / name)
        document = tmp_path / read(ROOT, contract).contract.source.path
        text = document.read_text("utf-8")
        assert text.count(before) == 1
        document.write_text(text.replace(before, after), "utf-8")
        return compare(read(ROOT, contract), read(tmp_path, contract), TERMS, services)

    return edited


def breaks(comparison: Comparison) -> list[Change]:
    return [each for each in comparison.changes if each.verdict is Verdict.PROVED_BREAK]


def test_a_field_that_orders_alone_reads_breaks_orders_alone(edit: Edit) -> None:
    made = edit(
        "inventory/v1",
        "required: [sku, name, category, price, available]",
        "required: [sku, name, category, available]",
    )
    (change,) = breaks(made)
    assert change.rule == "response-property-became-optional"
    assert change.consumers == ("orders",)
    assert change.severity is None


def test_a_field_that_nobody_reads_is_a_note(edit: Edit) -> None:
    made = edit(
        "inventory/v1",
        "required: [sku, name, category, price, available]",
        "required: [sku, name, price, available]",
    )
    (change,) = breaks(made)
    assert change.consumers == ()
    assert change.spared == ("orders",)
    assert change.severity is Severity.NOTE


def test_where_anybody_may_rely_on_it_nothing_is_a_note(edit: Edit) -> None:
    made = edit(
        "inventory/v1",
        "required: [sku, name, category, price, available]",
        "required: [sku, name, price, available]",
    )
    alone = compare(made.baseline, made.candidate, TERMS)
    (change,) = breaks(alone)
    assert change.severity is None
    assert alone.strangers


def test_an_operation_that_is_gone_breaks_who_calls_it(edit: Edit) -> None:
    made = edit(
        "inventory/v1", "\n  /reservations/{reservationId}:\n", "\n  /holds/{reservationId}:\n"
    )
    gone = [each for each in breaks(made) if each.rule == "operation-removed"]
    assert [each.operations for each in gone] == [
        ("inventory v1 DELETE /reservations/{reservationId}",),
        ("inventory v1 GET /reservations/{reservationId}",),
        ("inventory v1 PUT /reservations/{reservationId}",),
    ]
    assert [each.consumers for each in gone] == [("orders",), (), ("orders",)]
    assert [each.severity is Severity.NOTE for each in gone] == [False, True, False]


def test_who_sends_what_is_not_taken_any_more_breaks(edit: Edit) -> None:
    made = edit(
        "inventory/v1",
        "schema: { type: integer, minimum: 1, maximum: 100, default: 50 }",
        "schema: { type: integer, minimum: 5, maximum: 100, default: 50 }",
    )
    (change,) = breaks(made)
    assert change.rule == "request-minimum-increased"
    assert change.consumers == ("orders",)


def test_who_sends_what_is_still_taken_does_not(edit: Edit) -> None:
    made = edit(
        "inventory/v1",
        "schema: { type: integer, minimum: 1, maximum: 100, default: 50 }",
        "schema: { type: integer, minimum: 1, maximum: 90, default: 50 }",
    )
    (change,) = breaks(made)
    assert (change.consumers, change.spared) == ((), ("orders",))
    assert change.severity is Severity.NOTE


def test_a_member_breaks_who_tells_members_apart(edit: Edit) -> None:
    made = edit(
        "orders/v2",
        "enum: [placed, awaiting-payment, cancelled]",
        "enum: [placed, awaiting-payment, cancelled, lost]",
    )
    (change,) = breaks(made)
    assert change.rule == "response-enum-value-added"
    assert change.consumers == ("notifications",)


def test_another_success_breaks_who_waits_for_those_that_there_were(edit: Edit) -> None:
    made = edit("inventory/v1", '        "201":\n', '        "202":\n')
    (change,) = breaks(made)
    assert change.rule == "response-success-status-added"
    assert change.consumers == ("orders",)


def test_a_parameter_that_is_not_heard_any_more_concerns_who_sends_it(edit: Edit) -> None:
    text = """        - name: sku
          in: query
"""
    made = edit("inventory/v1", text, text.replace("sku", "article"))
    (change,) = (each for each in made.changes if each.rule == "request-parameter-removed")
    assert (change.consumers, change.severity) == (("orders",), None)


def test_an_operation_of_another_contract_is_not_what_consumers_of_the_candidate_rely_on(
    services: tuple[Service, ...],
) -> None:
    made = compare(read(ROOT, "orders/v1"), read(ROOT, "orders/v2"), TERMS, services)
    assert {name for each in made.changes for name in each.consumers} == set()
