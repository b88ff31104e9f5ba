"""The HTML report is one file that a browser shows offline, and whatever is in it stays text."""

import re
from html.parser import HTMLParser

import pytest

from counterfoil.engine.render import renderer
from counterfoil.model import At, Finding, Report
from test_render import FINDING, HOSTILE, PROVIDER, REPORTS, SERVICES, WARNING

VOID = {"meta"}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, its text and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self.text = " ".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def page(report: Report) -> Page:
    return Page(renderer("html")(report))


@pytest.mark.parametrize("report", REPORTS)
def test_every_element_is_closed_and_nothing_is_loaded(report: Report) -> None:
    shown = page(report)
    assert shown.open == []
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(shown.tags)
    assert not shown.values("src")
    assert not [name for name, _ in shown.attributes if name.startswith("on") or name == "style"]
    assert all(each.startswith("#") for each in shown.values("href"))
    assert "url(" not in renderer("html")(report)


@pytest.mark.parametrize("report", REPORTS)
def test_every_link_leads_somewhere(report: Report) -> None:
    shown = page(report)
    places = shown.values("id")
    assert {each.removeprefix("#") for each in shown.values("href")} <= set(places)
    assert len(places) == len(set(places))


def test_a_policy_forbids_everything_but_its_own_style() -> None:
    (policy,) = (each for each in page(SERVICES).values("content") if "default-src" in each)
    assert re.match(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; ", policy)


def test_markup_in_a_finding_stays_text() -> None:
    attack = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`"
    hostile = Finding(
        rule=attack,
        message=attack,
        at=At(attack, 1, 1, attack),
        subject=attack,
        witness={"request": attack, "reply": {attack: attack}, attack: [attack]},
        fix=attack,
        operations=(attack, attack),
        curl=attack,
        snippet=attack,
    )
    facts = {
        attack: {attack: attack},
        "proved": [attack],
        "services": {
            attack: {attack: [attack], "cannot_run": dict.fromkeys(["what", "why", "fix"], attack)}
        },
        "not_covered": [attack],
    }
    shown = page(Report((hostile,), facts))
    assert not {"script", "img"} & set(shown.tags)
    assert shown.text.count(attack) > 10


def test_findings_stand_under_their_severity_with_all_that_shows_them_again() -> None:
    shown = page(Report((WARNING, FINDING, HOSTILE, PROVIDER)))
    headings = [
        each for each in shown.words if each in ("Errors", "Warnings", HOSTILE.rule, "unused")
    ]
    assert headings[:4] == ["Errors", HOSTILE.rule, "Warnings", "unused"]
    text = shown.text
    for each in (
        "contracts/orders/v2/openapi.yaml:60:9",
        PROVIDER.curl,
        PROVIDER.snippet,
        *PROVIDER.operations,
    ):
        assert each in text


def test_an_exchange_is_laid_out_as_it_travelled() -> None:
    text = page(SERVICES).text
    assert "GET /v2/orders\nAccept: */*" in text
    assert '200\n\n{\n  "items": [\n' in text


def test_services_have_a_section_each() -> None:
    shown = page(SERVICES)
    assert {"service-orders", "service-payments"} <= set(shown.values("id"))
    assert "orders v2: 4 of 5 operations hold" in shown.text
    assert "payments did not start" in shown.text


def test_facts_of_one_form_are_one_table() -> None:
    covered = {
        "GET /a": {"requests": 2, "statuses": [200]},
        "GET /b": {"requests": 3, "statuses": []},
    }
    shown = page(Report(facts={"covered": covered}))
    assert [each for each in ("requests", "statuses") if shown.words.count(each) != 1] == []


def test_coverage_is_a_row_for_each_contract() -> None:
    covered = {"operations": {"met": 4, "documented": 5}, "share": 0.9}
    examined = {"orders/v2": {"requests": 212, "coverage": covered}}
    text = page(Report(facts={"services": {"orders": {"examined": examined}}})).text
    assert "orders/v2 212 4 of 5 0.9" in text


def test_a_reply_of_many_megabytes_is_cut() -> None:
    huge = Finding(
        "huge", "much", At("a"), witness={"reply": {"status": 200, "body": "x" * 9_000_000}}
    )
    assert len(renderer("html")(Report((huge,)))) < 100_000
