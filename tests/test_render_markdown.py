"""The comment on a pull request: what it says, that it fits, and that nothing in it is markup of others."""

import dataclasses
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from counterfoil.engine.render.markdown import MARK, render
from counterfoil.model import At, Finding, Report, Severity
from test_render import CHANGE, COMPARED, FINDING, HOSTILE, REFUSED, REPORTS, SERVICES, WARNING

OURS = {"h3", "h4", "p", "ul", "li", "pre", "code", "strong", "br", "details", "summary"}


class Page(HTMLParser):
    """The elements and the text of what a reader of the comment sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(MarkdownIt("commonmark").enable("table").render(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("report", REPORTS)
def test_it_begins_with_its_mark_and_has_our_elements_alone(report: Report) -> None:
    text = render(report)
    assert text.startswith(f"{MARK}\n### counterfoil: ")
    assert set(Page(text).tags) <= OURS


def test_a_change_is_told_with_its_proof_and_who_breaks() -> None:
    text = render(COMPARED)
    for line in (
        "### counterfoil: 1 error",
        "#### error: `request-max-length-decreased`",
        'POST /orders {"note": "a`a"}\n400',
        "- at `contracts/orders/v1/openapi.yaml:11:49`",
        "- was at `contracts/orders/v1/openapi.yaml:9:40`",
        "- verdict **proved-break**",
        "- consumers **checkout**",
        "<details><summary>holds</summary>",
    ):
        assert f"\n{line}\n" in text
    assert "breaks nobody as long as tolerant-reader holds" in Page(text).text


def test_the_worst_stands_first() -> None:
    text = render(Report((WARNING, FINDING)))
    assert text.index(FINDING.rule) < text.index("#### warning")


ATTACKS = (
    "<script>alert(1)</script>",
    "</details></summary><img src=x>",
    "![x](https://evil.example/x.png) [y](javascript:alert(1))",
    "`</code><b>` and ``` and `",
    "`" * 9,
    "a | b\n\n# heading\n- list\n> quote\n```\ncode",
    "<https://evil.example> &lt;b&gt; *bold* __bold__ ~~gone~~",
    "<!-- --> --> <!--",
    "1. one\n===\n+ two\n---\n    three\n2) four",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_a_contract_becomes_markup(attack: str) -> None:
    assert shape(attack) == shape("harmless")


def shape(text: str) -> list[str]:
    """The elements of a report that says a text everywhere, but for those that keep it as it is."""
    finding = Finding(
        rule=text,
        message=text,
        at=At(text),
        witness={"request": text, text: [text]},
        fix=text,
        operations=(text, text),
        consumers=(text,),
        baseline=At(text),
    )
    seen = Page(render(Report((finding,), {"proved": [text], "not_covered": [f"{text}: {text}"]})))
    return [each for each in seen.tags if each not in ("code", "br")]


@pytest.mark.parametrize("name", ["@everybody", "x @team/lead", "#12", "shop#12"])
def test_nobody_is_called_and_no_issue_is_named(name: str) -> None:
    text = render(Report((Finding("r", name, At("a")),)))
    assert name not in text
    assert name in Page(text).text


def test_it_fits_into_a_comment_and_says_what_does_not() -> None:
    many = tuple(dataclasses.replace(CHANGE, subject=str(number)) for number in range(5000))
    facts = {"proved": [f"holds {number}" for number in range(5000)]}
    text = render(Report(many, facts))
    assert 50_000 < len(text) < 65_536
    left = 5000 - text.count("#### error")
    assert f"…and {left:,} findings more." in text
    assert "…and 4,950 more" in text


def test_one_witness_cannot_fill_it() -> None:
    long = dataclasses.replace(CHANGE, witness="x" * 100_000)
    text = render(Report((long, *[FINDING] * 3)))
    assert text.count("#### ") == 4
    assert "(100,002 characters)" in text


def test_what_could_not_run_says_why_and_how_to_go_on() -> None:
    seen = Page(render(REFUSED)).text
    for each in ("cannot run", "no contracts found", "contracts/ is empty", "counterfoil init"):
        assert each in seen
    assert "payments did not start" in Page(render(SERVICES)).text


def test_severities_are_counted() -> None:
    note = Finding("r", "m", At("a"), Severity.NOTE)
    assert "### counterfoil: clean, 1 note\n" in render(Report((note,)))
    assert render(Report((HOSTILE,))).count("#### ") == 1
