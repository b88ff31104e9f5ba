"""The file that says what has held: what goes in, what comes out, and what is no such file."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.engine.expectations.verified import (
    Held,
    Lock,
    accepted,
    digest,
    items_of,
    path_of,
    read_lock,
    write_lock,
    written,
)
from counterfoil.model import (
    Ask,
    CannotRun,
    Contract,
    Expectations,
    Given,
    In,
    Interaction,
    Kind,
    Place,
    Source,
    Use,
)

ORDERS = Contract(
    "orders", "v2", Kind.OPENAPI, "3.1", Source("contracts/orders/v2/openapi.yaml", "")
)
READ = Interaction(
    "The order",
    Place(Source("contracts/orders/v2/expectations/portal.yaml", "")),
    Use(("/id", "/total"), formats={"/id": "uuid"}, headers=("ETag",)),
    Ask("getOrder", {In.PATH: {"orderId": "7"}}),
    200,
)
EVERYTHING = frozenset({"/id", "/total", "header etag", "format uuid /id"})


def expecting(*interactions: Interaction, consumer: str = "portal") -> Expectations:
    return Expectations(consumer, "orders/v2", READ.place.source, interactions)


def held(interaction: Interaction, *items: str) -> Lock:
    return {"portal": {interaction.description: Held(digest(interaction), frozenset(items))}}


def test_what_an_interaction_reads_has_a_name_each() -> None:
    assert items_of(READ) == EVERYTHING


@pytest.mark.parametrize(
    "other",
    [
        replace(READ, status=201),
        replace(READ, given=(Given("an order"),)),
        replace(READ, given=(Given("an order", {"id": 1}),)),
        replace(READ, ask=Ask("listOrders", {In.PATH: {"orderId": "7"}})),
        replace(READ, ask=Ask("getOrder", {In.PATH: {"orderId": "8"}})),
        replace(READ, ask=Ask("getOrder", {In.QUERY: {"orderId": "7"}})),
        replace(READ, ask=Ask("getOrder", {In.PATH: {"orderId": "7"}}, None, has_body=True)),
    ],
)
def test_another_request_has_another_digest(other: Interaction) -> None:
    assert digest(other) != digest(READ)


def test_words_and_fields_are_no_part_of_the_request() -> None:
    assert digest(replace(READ, description="It", recorded=True, use=Use())) == digest(READ)


def test_what_held_is_kept_and_what_holds_is_added() -> None:
    found = accepted(held(READ, "/id"), [expecting(READ)], held(READ, "/total"))
    assert found == held(READ, "/id", "/total")


def test_what_is_broken_now_stays_what_has_to_hold() -> None:
    assert accepted(held(READ, "/id"), [expecting(READ)], {}) == held(READ, "/id")


@pytest.mark.parametrize(
    "expected",
    [
        expecting(),
        expecting(READ, consumer="shop"),
        expecting(replace(READ, description="It")),
        expecting(replace(READ, status=201)),
    ],
)
def test_what_nobody_expects_any_more_is_forgotten(expected: Expectations) -> None:
    assert accepted(held(READ, "/id"), [expected], {}) == {}


def test_field_that_nobody_reads_any_more_is_forgotten() -> None:
    less = replace(READ, use=Use(("/id",)))
    assert accepted(held(READ, "/id", "/total"), [expecting(less)], {}) == held(READ, "/id")


def test_consumer_may_have_two_files() -> None:
    other = replace(READ, description="It")
    both = {"portal": held(READ, "/id")["portal"] | held(other, "/id")["portal"]}
    assert accepted({}, [expecting(READ), expecting(other)], both) == both


def test_file_has_a_line_for_each_thing_in_order() -> None:
    assert written(held(READ, "/total", "/id")) == (
        '{\n "portal": {\n  "The order": {\n'
        f'   "request": "{digest(READ)}",\n   "holds": [\n    "/id",\n    "/total"\n   ]\n'
        "  }\n }\n}\n"
    )


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
LOCKS = st.dictionaries(
    NAMES,
    st.dictionaries(
        NAMES, st.builds(Held, st.text("0123456789abcdef", min_size=1), st.frozensets(NAMES))
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(lock=LOCKS)
def test_what_is_written_is_read_again(
    lock: Lock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("lock")
    path_of(ORDERS, root).parent.mkdir(parents=True)
    write_lock(ORDERS, root, lock)
    known = read_lock(ORDERS, root)
    assert (known.lock, known.findings) == (lock, ())
    assert not write_lock(ORDERS, root, lock)
    assert [each.name for each in path_of(ORDERS, root).parent.iterdir()] in ([], ["verified.lock"])


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert read_lock(ORDERS, tmp_path).lock == {}


@pytest.mark.parametrize(
    ("text", "rule", "line", "said"),
    [
        ("[]", "expectation-lock-malformed", 1, "no object of consumers"),
        ('{\n"portal": []}', "expectation-lock-malformed", 2, "no object of interactions"),
        ('{"portal": {\n"It": ["/id"]}}', "expectation-lock-malformed", 2, "`holds`"),
        ('{"portal": {"It": {"request": "a", "holds": [1]}}}', "expectation-lock-malformed", 1, ""),
        ('{"portal": {"It": {"request": "a"}}}', "expectation-lock-malformed", 1, "`request`"),
        ('{"portal": {\n<<<<<<< ours\n', "malformed-document", 2, ""),
        ('{"portal": {},\n"portal": {}}', "duplicate-key", 2, "portal"),
        ("portal: {}", "malformed-document", 1, ""),
        ("", "malformed-document", 1, ""),
    ],
)
def test_file_that_says_something_else_is_a_finding_with_its_line(
    tmp_path: Path, text: str, rule: str, line: int, said: str
) -> None:
    path = path_of(ORDERS, tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    known = read_lock(ORDERS, tmp_path)
    assert known.lock == {}
    first = known.findings[0]
    assert first.at.path == "contracts/orders/v2/expectations/verified.lock"
    assert (first.at.line, rule or first.rule) == (line, first.rule)
    assert said in first.message


def test_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    path = path_of(ORDERS, tmp_path)
    path.parent.mkdir(parents=True)
    path.mkdir()
    with pytest.raises(CannotRun, match=r"verified\.lock"):
        write_lock(ORDERS, tmp_path, held(READ, "/id"))
    assert [each.name for each in path.parent.iterdir()] == ["verified.lock"]
