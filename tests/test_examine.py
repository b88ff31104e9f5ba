"""What an examination does beside finding faults: it repeats itself, keeps its budget, and says what it proved."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.model import Bundle, CannotRun, Given, Json, Severity
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.judging.cases import as_json, from_json
from counterfoil.verify.judging.replay import shows_again
from counterfoil.verify.settings import Settings
from library import STRANGER, TOKEN, Library, contract

KNOWN = Settings(credentials={"bearer": TOKEN})


@pytest.fixture
def library(tmp_path: Path) -> Bundle:
    return contract(tmp_path)


def rules(found: Examined) -> list[str]:
    return [each.rule for each in found.findings]


def messages(found: Examined) -> str:
    return "\n".join(each.message for each in found.findings)


def test_provider_that_keeps_its_word_has_no_finding(library: Bundle) -> None:
    found = examine(library, Library().send, KNOWN)
    assert messages(found) == ""
    assert found.facts["accepted"] == 5
    assert found.facts["proved"] == [
        f"library v1: {found.facts['requests']} requests, {found.facts['cases']['accepted']} valid"
        f" ones accepted and {found.facts['cases']['refused']} wrong ones refused,"
        f" {found.facts['coverage']['share']:.0%} of the contract exercised, 0 faults found"
    ]


def test_same_seed_asks_the_same(library: Bundle) -> None:
    one, two, other = Library(), Library(), Library()
    first = examine(library, one.send, KNOWN)
    assert examine(library, two.send, KNOWN) == first
    examine(library, other.send, replace(KNOWN, seed=1))
    assert one.asked == two.asked != other.asked


def test_no_more_is_asked_than_the_budget_has(library: Bundle) -> None:
    provider = Library()
    found = examine(library, provider.send, replace(KNOWN, requests=9))
    assert len(provider.asked) == found.facts["requests"] <= 45
    assert messages(found) == ""
    assert "wrong requests did not fit the budget" in str(found.facts["not_covered"])


def test_every_phase_is_counted(library: Bundle) -> None:
    provider = Library()
    found = examine(library, provider.send, KNOWN)
    phases = found.facts["phases"]
    assert set(phases) == {"examples", "valid", "sequences", "invalid", "security", "refusals"}
    assert sum(phases.values()) == len(provider.asked)


@pytest.mark.parametrize(
    ("fault", "rule", "said"),
    [
        ("filter-ignored", "filter-not-kept", "`genre` is "),
        ("shelf-gone", "link-leads-nowhere", "its link `shelf` leads nowhere"),
        ("weight-lost", "created-not-kept", "`weight` is "),
        ("anything-there", "absent-answered", "nobody has made 989898989"),
    ],
)
def test_fault_of_a_sequence_is_one_finding(
    library: Bundle, fault: str, rule: str, said: str
) -> None:
    found = examine(library, Library(fault).send, KNOWN)
    assert rule in rules(found)
    assert said in messages(found)


def test_deletion_that_only_marks_is_no_finding(library: Bundle) -> None:
    found = examine(library, Library("marks").send, KNOWN)
    assert "deleted-still-there" not in rules(found)


def test_provider_that_asks_nobody_for_credentials_is_one_finding(library: Bundle) -> None:
    found = examine(library, Library("open").send, KNOWN)
    assert rules(found) == ["credentials-not-required"]
    (finding,) = found.findings
    assert len(finding.operations) == 5


def test_numbers_read_from_text_are_found_wherever_they_are(library: Bundle) -> None:
    found = examine(library, Library("lax").send, KNOWN)
    assert set(rules(found)) == {"invalid-request-accepted"}
    assert '`pages` is "' in messages(found)
    assert '`weight` is "' in messages(found)


def test_what_one_user_made_is_closed_to_another(library: Bundle) -> None:
    both = replace(KNOWN, strangers={"bearer": STRANGER})
    assert rules(examine(library, Library().send, both)) == []
    found = examine(library, Library("open-to-all").send, both)
    assert set(rules(found)) == {"stranger-let-in"}


def test_request_without_a_reply_is_a_finding_and_does_not_stop_the_rest(library: Bundle) -> None:
    found = examine(library, Library("hangs").send, KNOWN)
    assert rules(found) == ["reply-lost"]
    assert "DELETE /books/{bookId}: the provider sends nothing for 10 seconds" in messages(found)
    assert found.facts["cases"]["refused"] > 20


def test_provider_that_has_died_is_not_asked_for_ever(library: Bundle) -> None:
    provider = Library("dies")
    found = examine(library, provider.send, KNOWN)
    assert len(provider.asked) < 30
    assert "reply-lost" in rules(found)
    assert "stopped answering" in str(found.facts["not_covered"])


def test_provider_that_lets_nobody_in_cannot_be_examined(library: Bundle) -> None:
    with pytest.raises(CannotRun, match="lets nobody in") as caught:
        examine(library, Library().send, Settings())
    assert "`bearer`" in caught.value.fix


def test_contract_without_operations_cannot_be_examined(library: Bundle) -> None:
    empty = replace(library, api=replace(library.api, operations=()))
    with pytest.raises(CannotRun, match="no operations"):
        examine(empty, Library().send, KNOWN)


def test_coverage_below_the_threshold_is_a_finding(library: Bundle) -> None:
    hasty = replace(KNOWN, requests=3, coverage=0.99)
    assert rules(examine(library, Library().send, hasty)) == ["coverage-below-threshold"]
    assert rules(examine(library, Library().send, replace(hasty, coverage=0.1))) == []


def test_case_of_a_finding_shows_it_again_with_other_ids(library: Bundle) -> None:
    found = examine(library, Library("weight-lost").send, KNOWN)
    for finding in found.findings:
        case = from_json(json.loads(json.dumps(as_json(found.cases[finding.fingerprint]))))
        assert case == found.cases[finding.fingerprint]
        assert shows_again(case, library, Library("weight-lost", first=7000).send)
        assert not shows_again(case, library, Library(first=7000).send)


def test_witness_is_shrunk(library: Bundle) -> None:
    found = examine(library, Library("lax").send, KNOWN)
    sent = [each.witness["request"]["body"] for each in found.findings]
    assert min(len(each) for each in sent) == 3, "nothing is left but what the contract requires"


def test_snippet_of_a_sequence_is_a_test(library: Bundle) -> None:
    found = examine(library, Library("weight-lost").send, KNOWN)
    (finding,) = found.findings
    compile(finding.snippet, "test_snippet.py", "exec")
    assert TOKEN not in finding.snippet
    assert TOKEN not in finding.curl
    assert "taken_1 = str(reply_1.json()['id'])" in finding.snippet


def test_status_that_nothing_brings_about_is_told_and_no_finding(library: Bundle) -> None:
    found = examine(library, Library().send, KNOWN)
    assert "GET /shelves/{shelfId} 404" not in str(found.facts["not_covered"])


def test_state_of_a_response_is_held_while_it_is_asked_for(library: Bundle) -> None:
    provider, held = Library(), list[str]()

    @contextmanager
    def hold(given: Sequence[Given]) -> Iterator[Mapping[str, Json]]:
        held.extend(each.state for each in given)
        book = {"id": 5000, "shelf": "A", "title": "Emma", "genre": "novel", "pages": 400}
        provider.books[5000] = book
        yield {"title": "Emma"}
        provider.books.pop(5000)

    found = examine(library, provider.send, replace(KNOWN, hold=hold))
    assert held == ["a book called Emma"]
    assert found.facts["phases"]["states"] == 1
    assert rules(found) == []


def without_responses(bundle: Bundle, *statuses: str) -> Bundle:
    """The contract, of which no operation documents these statuses."""
    operations = tuple(
        replace(each, responses=tuple(r for r in each.responses if r.status not in statuses))
        for each in bundle.api.operations
    )
    return replace(bundle, api=replace(bundle.api, operations=operations))


def test_refusal_of_which_the_contract_says_nothing_is_a_warning(library: Bundle) -> None:
    silent = without_responses(library, "400", "415")
    found = examine(silent, Library().send, KNOWN)
    assert set(rules(found)) == {"undocumented-refusal"}
    assert {each.severity for each in found.findings} == {Severity.WARNING}


def test_refusal_that_the_contract_says_otherwise_is_an_error(library: Bundle) -> None:
    found = examine(without_responses(library, "400"), Library().send, KNOWN)
    told = [each for each in found.findings if each.rule == "undocumented-status"]
    assert [each.operations for each in told] == [("library v1 POST /books",)]
