"""What consumers expect is replayed against a provider: who is hit by what, and what counts yet."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterfoil.engine.expectations.fields import field_at
from counterfoil.engine.expectations.reading import expectations_in
from counterfoil.engine.expectations.verified import Held, Lock
from counterfoil.engine.sources import parse_source
from counterfoil.model import Bundle, Direction, Finding, Given, Json, Reply, Request
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.judging.cases import as_json, from_json
from counterfoil.verify.judging.replay import shows_again
from counterfoil.verify.settings import Send, Settings, StateRefused
from library import TOKEN, Library, contract

KNOWN = Settings(credentials={"bearer": TOKEN}, requests=12)
SHOP = """\
consumer: shop
interactions:
  - description: The book
    request: {operation: readBook, path: {bookId: 77}}
    response: {status: 200, reads: [/id, /title, /weight]}
  - description: All novels
    request: {operation: GET /books, query: {genre: novel}}
    response: {status: 200, reads: ["/books/*/title", "/books/*/lent", /next]}
  - description: A new book
    request: {operation: addBook, body: {title: Emma, genre: novel, pages: 3}}
    response: {status: 201, reads: [/id], headers: [Location]}
"""
ROOM = """\
consumer: reading-room
interactions:
  - description: What to read
    request: {operation: readBook, path: {bookId: 5}}
    response: {status: 200, reads: [/title, /pages]}
  - description: No such book
    request: {operation: readBook, path: {bookId: 7700}}
    response: {status: 404, reads: [/why]}
"""
Edit = Callable[[Request, Json], Json]


@pytest.fixture
def library(tmp_path: Path) -> Bundle:
    return contract(tmp_path)


def relying(bundle: Bundle, *texts: str) -> Bundle:
    """The contract with what these consumers expect of it."""
    found = []
    for text in texts:
        name = text.split()[1]
        path = f"contracts/library/v1/expectations/{name}.yaml"
        source, problems = parse_source(path, text.encode())
        assert source is not None
        assert problems == ()
        found.append(expectations_in(source, bundle.contract))
    return replace(bundle, expectations=tuple(found))


def spoilt(edit: Edit, *faults: str) -> Send:
    """A provider whose JSON goes through a function."""
    send = Library(*faults).send

    def sent(request: Request) -> Reply:
        reply = send(request)
        assert isinstance(reply, Reply)
        if not reply.body:
            return reply
        return replace(reply, body=json.dumps(edit(request, json.loads(reply.body))).encode())

    return sent


def without(*names: str) -> Edit:
    """Takes properties away, wherever they are."""

    def taken(_: Request, value: Json) -> Json:
        match value:
            case dict():
                kept = {name: each for name, each in value.items() if name not in names}
                return {name: taken(_, each) for name, each in kept.items()}
            case list():
                return [taken(_, each) for each in value]
        return value

    return taken


def verified(bundle: Bundle) -> Settings:
    """Settings that know what a provider keeping its word has shown to hold."""
    found = examine(bundle, Library().send, KNOWN)
    return replace(KNOWN, verified=found.held)


def red(found: Examined) -> dict[str, set[str]]:
    """Consumer → what it misses, by the findings that fail a build."""
    told: dict[str, set[str]] = {}
    for each in of_consumers(found):
        for consumer in each.consumers:
            told.setdefault(consumer, set()).add(each.subject.rpartition(" ")[2])
    return told


def of_consumers(found: Examined) -> list[Finding]:
    rules = ("consumed-", "expectation-unmet")
    return [each for each in found.findings if each.rule.startswith(rules)]


def pending(found: Examined) -> list[Finding]:
    return [each for each in found.findings if each.rule == "expectation-pending"]


def test_provider_that_keeps_its_word_meets_everybody(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, Library().send, verified(both))
    assert found.findings == ()
    assert found.facts["consumers"]["shop"] == {
        "expectations": 3,
        "hold": 3,
        "pending": 0,
        "broken": 0,
        "with ids of the provider": 1,
    }
    assert found.facts["consumers"]["reading-room"]["hold"] == 2
    assert "library v1: all 3 expectations of shop hold" in found.facts["proved"]
    assert "library v1: all 2 expectations of reading-room hold" in found.facts["proved"]


@pytest.mark.parametrize(
    ("field", "hit"),
    [
        ("title", {"shop": {"/title", "/books/*/title"}, "reading-room": {"/title"}}),
        ("weight", {"shop": {"/weight"}}),
        ("lent", {"shop": {"/books/*/lent"}}),
        ("pages", {"reading-room": {"/pages"}}),
        ("next", {"shop": {"/next"}}),
        ("books", {"shop": {"/books"}}),
        ("why", {"reading-room": {"/why"}}),
        ("id", {"shop": {"/id"}}),
        ("genre", {}),
        ("shelf", {}),
        ("metres", {}),
    ],
)
def test_lost_field_hits_exactly_those_who_read_it(
    library: Bundle, field: str, hit: Mapping[str, set[str]]
) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, spoilt(without(field)), verified(both))
    assert red(found) == hit
    named = {each for finding in found.findings for each in finding.consumers}
    assert named == set(hit)


def test_field_that_two_read_is_one_finding_with_every_line(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, spoilt(without("title")), verified(both))
    (finding,) = (each for each in of_consumers(found) if "/{bookId} 200 /title" in each.subject)
    assert finding.consumers == ("shop", "reading-room")
    assert finding.message == (
        "library v1 GET /books/{bookId} 200 lacks `title`, which shop reads for «The book»"
        " (contracts/library/v1/expectations/shop.yaml:5) and reading-room reads for"
        " «What to read» (contracts/library/v1/expectations/reading-room.yaml:5); the contract"
        " promises it"
    )
    line = library.contract.source.text.splitlines()[finding.at.line - 1]
    assert "title: {type: string" in line
    assert finding.witness["expectations"]["shop"] == [
        "contracts/library/v1/expectations/shop.yaml:5"
    ]
    assert finding.operations == ("library v1 GET /books/{bookId}",)
    assert "curl" in finding.curl


def test_sentence_has_room_for_six_and_the_finding_for_all(library: Bundle) -> None:
    many = [SHOP.replace("consumer: shop", f"consumer: shop{number}") for number in range(8)]
    crowd = relying(library, *many)
    found = examine(crowd, spoilt(without("weight")), verified(crowd))
    (finding,) = of_consumers(found)
    assert finding.consumers == tuple(f"shop{number}" for number in range(8))
    assert " and shop5 reads for «The book» (" in finding.message
    assert " and 2 more: not in " in finding.message
    assert len(finding.witness["expectations"]) == 8


def test_breach_of_the_contract_names_those_who_read_what_is_broken(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, spoilt(without("pages")), verified(both))
    (breach,) = (each for each in found.findings if each.rule == "response-body-breach")
    assert breach.consumers == ("reading-room",)


def test_value_of_another_type_names_those_who_read_it(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)

    def worded(_: Request, value: Json) -> Json:
        return {**value, "pages": "many"} if "pages" in value else value

    found = examine(both, spoilt(worded), verified(both))
    (breach,) = (each for each in found.findings if "/pages" in each.at.pointer)
    assert (breach.rule, breach.consumers) == ("response-body-breach", ("reading-room",))


def test_field_that_is_optional_may_be_missing_now_and_then(library: Bundle) -> None:
    shop = relying(library, SHOP)
    found = examine(shop, spoilt(lambda request, value: value), verified(shop))
    assert of_consumers(found) == []


@pytest.mark.parametrize("seed", [5, 6])
@pytest.mark.parametrize("requests", [1, 3])
def test_optional_field_is_not_missed_only_because_little_was_asked(
    library: Bundle, requests: int, seed: int
) -> None:
    both = relying(library, SHOP, ROOM)
    known = replace(verified(both), requests=requests, seed=seed)
    assert of_consumers(examine(both, Library().send, known)) == []
    assert red(examine(both, spoilt(without("weight")), known)) == {"shop": {"/weight"}}


def test_list_that_is_always_empty_is_told_and_holds_nothing(library: Bundle) -> None:
    shop = relying(library, SHOP)

    def empty(request: Request, value: Json) -> Json:
        return {**value, "books": [], "next": None} if "books" in value else value

    found = examine(shop, spoilt(empty), KNOWN)
    assert (
        "library v1: no answer 200 of GET /books had occasion to have what shop reads:"
        " `books/*/title`, `books/*/lent`" in found.facts["not_covered"]
    )
    assert found.held["shop"]["All novels"].items == {"/next"}


def test_lost_header_hits_those_who_read_it(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    send = Library().send

    def bare(request: Request) -> Reply:
        reply = send(request)
        assert isinstance(reply, Reply)
        kept = tuple(each for each in reply.headers if each[0] != "Location")
        return replace(reply, headers=kept)

    found = examine(both, bare, verified(both))
    assert red(found) == {"shop": {"location"}}
    (told,) = of_consumers(found)
    assert told.rule == "consumed-header-missing"
    assert "lacks the header `Location`, which shop reads" in told.message
    (breach,) = (each for each in found.findings if each.rule == "response-header-missing")
    assert breach.consumers == ("shop",)


FORMED = """\
consumer: shelves
interactions:
  - description: The shelf
    request: {operation: readShelf, path: {shelfId: A}}
    response: {status: 200, reads: [/id], formats: {/id: uuid}}
"""
UUID = "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"


def test_value_in_another_format_hits_those_who_read_it_in_one(library: Bundle) -> None:
    shelves = relying(library, FORMED)

    def spelt(text: str) -> Send:
        return spoilt(lambda _, value: {**value, "id": text} if "metres" in value else value)

    held = examine(shelves, spelt(UUID), KNOWN).held
    found = examine(shelves, spelt("A7"), replace(KNOWN, verified=held))
    (finding,) = of_consumers(found)
    assert finding.rule == "consumed-format-broken"
    assert 'has "A7" as `id`, and shelves reads it as uuid for «The shelf»' in finding.message
    assert "'A7' not in" in finding.snippet


def test_field_below_one_that_is_gone_is_no_finding_of_its_own(library: Bundle) -> None:
    shop = relying(library, SHOP)
    found = examine(shop, spoilt(without("books")), verified(shop))
    (finding,) = of_consumers(found)
    assert finding.subject == "GET /books 200 /books"


def test_what_never_held_is_pending_and_fails_nobody(library: Bundle) -> None:
    wishes = relying(library, SHOP.replace("/weight]", "/weight, /author]"))
    found = examine(wishes, Library().send, KNOWN)
    assert of_consumers(found) == []
    (finding,) = pending(found)
    assert finding.severity.value == "warning"
    assert "never has `author`, which shop reads for «The book»" in finding.message
    assert "the contract does not know it; it is pending" in finding.message
    assert found.facts["consumers"]["shop"]["pending"] == 1
    assert "/author" not in found.held["shop"]["The book"].items


def test_what_has_held_gates(library: Bundle) -> None:
    shop = relying(library, SHOP)
    lost = spoilt(without("title"))
    before = examine(shop, lost, KNOWN)
    assert of_consumers(before) == []
    assert {each.subject for each in pending(before)} == {
        "GET /books/{bookId} 200 /title",
        "GET /books 200 /books/*/title",
    }
    after = examine(shop, spoilt(without("title")), verified(shop))
    assert {each.rule for each in of_consumers(after)} == {"consumed-field-missing"}
    assert pending(after) == []


def test_finding_gates_where_it_has_held_for_one_and_names_who_waits(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    lock = {"shop": verified(both).verified["shop"]}
    found = examine(both, spoilt(without("title")), replace(KNOWN, verified=lock))
    (finding,) = (each for each in of_consumers(found) if "/{bookId}" in each.subject)
    assert "reading-room.yaml:5, pending)" in finding.message
    assert pending(found) == []


def test_request_that_has_changed_is_another_one_that_has_yet_to_hold(library: Bundle) -> None:
    lock = verified(relying(library, SHOP)).verified
    changed = relying(library, SHOP.replace("bookId: 77", "bookId: 78"))
    found = examine(changed, spoilt(without("title")), replace(KNOWN, verified=lock))
    assert {each.subject for each in of_consumers(found)} == {"GET /books 200 /books/*/title"}
    assert {each.subject for each in pending(found)} == {"GET /books/{bookId} 200 /title"}


def test_fingerprint_stays_while_lines_move_and_other_consumers_come(library: Bundle) -> None:
    one = relying(library, SHOP)
    moved = relying(library, f"{SHOP}# that is all\n".replace("interactions:", "\n\ninteractions:"))
    both = relying(library, SHOP, ROOM)

    def prints(bundle: Bundle) -> set[str]:
        found = examine(bundle, spoilt(without("weight")), verified(bundle))
        return {each.fingerprint for each in of_consumers(found)}

    assert prints(one) == prints(moved) == prints(both)
    assert len(prints(one)) == 1


def answering(status: int, path: str) -> Send:
    """A provider that answers nothing else at the paths that begin so."""
    send = Library().send

    def sent(request: Request) -> Reply:
        reply = send(request)
        assert isinstance(reply, Reply)
        if request.method == "GET" and request.target.startswith(path) and reply.status == 200:
            return Reply(status, reply.headers, b'{"why": "no"}')
        return reply

    return sent


@pytest.mark.parametrize("status", [404, 500, 203])
def test_answer_of_another_status_hits_those_who_expect_it(library: Bundle, status: int) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, answering(status, "/v1/books"), verified(both))
    told = {each.subject: each for each in of_consumers(found)}
    assert set(told) == {"GET /books 200", "GET /books/{bookId} 200"}
    assert told["GET /books 200"].consumers == ("shop",)
    assert told["GET /books/{bookId} 200"].consumers == ("shop", "reading-room")
    assert f"is to answer 200, and answers {status}; shop relies on it for «All novels»" in (
        told["GET /books 200"].message
    )
    line = library.contract.source.text.splitlines()[told["GET /books 200"].at.line - 1]
    assert "A page of books" in line or '"200"' in line


def test_ids_of_elsewhere_are_no_reason_to_say_anything(library: Bundle) -> None:
    """Nothing is known to be there, and nothing was verified before: that is told, and no finding."""
    room = relying(library, ROOM)
    found = examine(room, answering(404, "/v1/books/"), KNOWN)
    assert pending(found) == []
    assert of_consumers(found) == []
    (told,) = (each for each in found.facts["not_covered"] if "reading-room" in each)
    assert told == (
        "library v1: reading-room relies on 200 of GET /books/{bookId} for «What to read», and"
        " nothing here brings it about: asked for it, the provider answers 404; a provider state"
        " in its `given` would"
    )
    assert found.facts["consumers"]["reading-room"]["not asked"] == 1


REFUSED = """\
consumer: reading-room
interactions:
  - description: A book that is not taken
    request: {operation: addBook, body: {title: Emma, genre: novel, pages: 3}}
    response: {status: 400}
"""


def test_refusal_is_met_by_whoever_is_refused(library: Bundle) -> None:
    """Recorded against a stub that was told to refuse it, the request itself is a good one."""
    found = examine(relying(library, REFUSED), Library().send, KNOWN)
    assert found.facts["consumers"]["reading-room"]["hold"] == 1
    assert [each for each in found.facts["not_covered"] if "reading-room" in each] == []


@pytest.mark.parametrize("status", [500, 203])
def test_failure_of_one_request_is_not_made_good_by_another(library: Bundle, status: int) -> None:
    shop = relying(library, SHOP)
    found = examine(shop, answering(status, "/v1/books?genre=novel"), verified(shop))
    (told,) = (e for e in of_consumers(found) if e.subject == "GET /books 200")
    assert f"answers {status}" in told.message


STATED = """\
consumer: shop
interactions:
  - description: A book that is lent
    given: [{state: a lent book, params: {pages: 7}}]
    request: {operation: readBook, path: {bookId: 77}}
    response: {status: 200, reads: [/lent]}
  - description: A title that is taken
    request: {operation: addBook, body: {title: Sense, genre: novel, pages: 3}}
    response: {status: 409, reads: [/why]}
"""


def holding(provider: Library, *unknown: str) -> Callable[..., Any]:
    """The states of the library, and a list of what was set and taken away."""

    @contextmanager
    def hold(wanted: Sequence[Given]) -> Iterator[Mapping[str, Json]]:
        values: dict[str, Json] = {}
        for each in wanted:
            if each.state in unknown:
                raise StateRefused("the library knows no such state")
            book = {"id": 900, "shelf": "A", "title": "Emma", "genre": "novel", "pages": 1}
            provider.books[900] = {**book, **each.params, "lent": True}
            values |= {"bookId": 900, "title": "Emma"}
        yield values
        provider.books.pop(900, None)

    return hold


def test_states_are_set_and_their_values_go_into_the_request(library: Bundle) -> None:
    stated, provider = relying(library, STATED), Library()
    known = replace(KNOWN, hold=holding(provider))
    found = examine(stated, provider.send, known)
    assert of_consumers(found) + pending(found) == []
    assert found.facts["consumers"]["shop"]["hold"] == 2
    assert any(each.target == "/v1/books/900" for each in provider.asked)
    assert 900 not in provider.books


def test_state_that_is_turned_down_is_pending_until_it_has_held(library: Bundle) -> None:
    stated, provider = relying(library, STATED), Library()
    held = examine(stated, provider.send, replace(KNOWN, hold=holding(provider))).held
    for lock, rule in (({}, "expectation-pending"), (held, "expectation-unmet")):
        again = Library()
        known = replace(KNOWN, hold=holding(again, "a lent book"), verified=lock)
        found = examine(stated, again.send, known)
        (finding,) = (each for each in found.findings if "lent book" in each.subject)
        assert finding.rule == rule
        assert (
            "given `a lent book`, and the provider's `states` turn that down: the library knows no"
            " such state; shop relies on it for «A book that is lent»" in finding.message
        )


def test_state_that_nobody_can_set_is_told(library: Bundle) -> None:
    stated = relying(library, STATED)
    found = examine(stated, answering(404, "/v1/books/"), KNOWN)
    assert pending(found) == []
    (told,) = (each for each in found.facts["not_covered"] if "A book that is lent" in each)
    assert "it names `a lent book`, and the provider has no `states` that could set it" in told


def test_refusal_is_brought_about_by_the_state_that_the_contract_names(library: Bundle) -> None:
    stated, provider = relying(library, STATED), Library()
    found = examine(stated, provider.send, replace(KNOWN, hold=holding(provider)))
    assert "A title that is taken" in found.held["shop"]


@pytest.mark.parametrize("field", ["title", "weight", "books"])
def test_case_of_a_lost_field_is_shown_again_and_then_is_not(library: Bundle, field: str) -> None:
    both = relying(library, SHOP, ROOM)
    lost = spoilt(without(field))
    found = examine(both, lost, verified(both))
    for finding in of_consumers(found):
        case = from_json(json.loads(json.dumps(as_json(found.cases[finding.fingerprint]))))
        assert case == found.cases[finding.fingerprint]
        assert shows_again(case, both, spoilt(without(field), "anything-there"))
        compile(finding.snippet, "snippet", "exec")


def test_case_of_a_lost_field_is_not_shown_by_a_provider_that_sends_it(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, spoilt(without("next")), verified(both))
    (finding,) = of_consumers(found)
    assert not shows_again(found.cases[finding.fingerprint], both, Library().send)


def test_request_that_cannot_be_written_as_recorded_is_asked_as_it_is_accepted(
    library: Bundle,
) -> None:
    shop = relying(library, SHOP.replace(", path: {bookId: 77}", ""))
    found = examine(shop, Library().send, KNOWN)
    assert found.facts["consumers"]["shop"]["hold"] == 3


def test_expectations_take_nothing_from_what_is_asked_otherwise(library: Bundle) -> None:
    alone = examine(library, Library().send, KNOWN).facts
    both = examine(relying(library, SHOP, ROOM), Library().send, KNOWN).facts
    assert {name: count for name, count in both["phases"].items() if name != "expectations"} == (
        alone["phases"]
    )
    assert "consumers" not in alone


def test_provider_that_falls_silent_meets_nobody(library: Bundle) -> None:
    both = relying(library, SHOP, ROOM)
    found = examine(both, Library("dies").send, verified(both))
    assert set(red(found)) == {"shop", "reading-room"}


FIELDS = {
    "readBook": [f"/{each}" for each in ("id", "title", "genre", "pages", "shelf", "weight")],
    "listBooks": ["/books", "/next", "/books/*", "/books/*/id", "/books/*/lent", "/books/*/genre"],
    "addBook": ["/id", "/title", "/shelf", "/weight", "/lent"],
    "readShelf": ["/id", "/metres", ""],
}
STATUS = {"addBook": 201}
BOOK = st.fixed_dictionaries(
    {
        "title": st.text("abc", min_size=1, max_size=5),
        "genre": st.sampled_from(["novel", "essay"]),
        "pages": st.integers(1, 5000),
    },
    optional={"weight": st.integers(0, 9), "lent": st.booleans()},
)
ASKS: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "readBook": st.fixed_dictionaries(
        {"path": st.fixed_dictionaries({"bookId": st.integers(1, 99)})}
    ),
    "listBooks": st.fixed_dictionaries(
        {
            "query": st.fixed_dictionaries(
                {}, optional={"limit": st.integers(1, 10), "genre": st.sampled_from(["novel"])}
            )
        }
    ),
    "addBook": st.fixed_dictionaries({"body": BOOK}),
    "readShelf": st.fixed_dictionaries({"path": st.just({"shelfId": "A"})}),
}


@st.composite
def interactions(draw: st.DrawFn, number: int) -> dict[str, Any]:
    operation = draw(st.sampled_from(sorted(FIELDS)))
    reads = draw(st.lists(st.sampled_from(FIELDS[operation]), unique=True))
    return {
        "description": f"interaction {number}",
        "request": {"operation": operation, **draw(ASKS[operation])},
        "response": {"status": STATUS.get(operation, 200), "reads": reads},
    }


@st.composite
def consumers(draw: st.DrawFn) -> str:
    found = [draw(interactions(number)) for number in range(draw(st.integers(1, 5)))]
    # JSON is YAML too; the first words name the consumer for `relying`.
    return f"consumer: drawn\ninteractions: {json.dumps(found)}\n"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=consumers())
def test_no_expectation_of_the_contracts_own_values_is_red_at_a_provider_that_keeps_it(
    library: Bundle, text: str
) -> None:
    drawn = relying(library, text)
    known = verified(drawn)
    found = examine(drawn, Library().send, known)
    assert found.findings == ()
    assert found.held == known.verified
    facts = found.facts["consumers"]["drawn"]
    assert facts["hold"] == facts["expectations"]


def test_fields_of_the_property_are_those_of_the_contract(library: Bundle) -> None:
    for operation in library.api.operations:
        response = operation.responses[0]
        for pattern in FIELDS.get(operation.id, ()):
            schema = response.content[0].schema
            assert field_at(schema, pattern, library.api.components, Direction.RESPONSE)


def test_lock_of_what_held_is_about_the_request(library: Bundle) -> None:
    lock: Lock = examine(relying(library, ROOM), Library().send, KNOWN).held
    assert set(lock["reading-room"]) == {"What to read", "No such book"}
    assert lock["reading-room"]["No such book"] == Held(
        lock["reading-room"]["No such book"].request, frozenset({"/why"})
    )
