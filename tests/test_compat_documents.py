"""Changelogs, migration guides, deprecations and who gets on with whom: what people read of comparisons."""

import ast
import inspect
import json
import random
import re
import shutil
import subprocess
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from compiled import Compiled, compile_monorepo, importable
from conftest import ROOT, Monorepo
from corpus import DOCUMENTS
from counterfoil.compat import Comparison, compare
from counterfoil.compat.change import Carrier, Change, Kind, Party
from counterfoil.compat.documents.calendar import calendar, icalendar
from counterfoil.compat.documents.changelog import (
    contract_changelog,
    first_release,
    release,
    repository_changelog,
)
from counterfoil.compat.documents.client import Client, field_name
from counterfoil.compat.documents.files import by_contract, documents, key
from counterfoil.compat.documents.inside import Nothing
from counterfoil.compat.documents.markdown import block, code, prose, table
from counterfoil.compat.documents.matrix import matrices_text, matrix
from counterfoil.compat.documents.migration import guide
from counterfoil.compat.documents.news import lasting, news
from counterfoil.compat.documents.notices import Notice, notices
from counterfoil.compat.documents.setting_up import imports
from counterfoil.compat.documents.showing import carrier_of, sides
from counterfoil.compat.documents.side import Side
from counterfoil.compat.terms import Terms
from counterfoil.compile.models import kinds as python_kinds
from counterfoil.compile.models import prepare
from counterfoil.compile.statuses import error_name
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load, load_file
from counterfoil.engine.validators import Validators
from counterfoil.model import (
    Artifact,
    Bundle,
    Direction,
    Json,
    Operation,
    Place,
    Source,
    Verdict,
)

Expect = Callable[[Path, str], None]
Make = Callable[..., Monorepo]
CASES = ROOT / "tests/cases/compat-documents"
LIBRARY = CASES / "library"
TERMS = Terms(today=date(2026, 11, 21))
BREAK, SAFE, UNKNOWN = Verdict.PROVED_BREAK, Verdict.PROVED_SAFE, Verdict.UNKNOWN


@pytest.fixture(scope="module")
def bundles() -> Mapping[str, Bundle]:
    """The contracts of the library, by their ids."""
    return {each.contract.id: each for each in load(load_config(LIBRARY)).bundles}


# Changes by hand: what they become depends on nothing but the documents


@dataclass(frozen=True, slots=True)
class Two:
    """Two versions of loans, and changes between them made by hand."""

    before: Bundle
    after: Bundle

    def body(self, title: str) -> Carrier:
        """The body of a request."""
        one, other = operation(self.before, title), operation(self.after, title)
        assert one.body is not None
        assert other.body is not None
        (was,), (is_,) = one.body.content, other.body.content
        return self._carrier(title, "the body (application/json)", Party.CONSUMER, was, is_)

    def answer(self, title: str, status: str) -> Carrier:
        """The body of an answer."""
        one, other = operation(self.before, title), operation(self.after, title)
        was, is_ = (
            next(each for each in one_of.responses if each.status == status).content[0]
            for one_of in (one, other)
        )
        what = f"the answer {status} (application/json)"
        return replace(self._carrier(title, what, Party.PROVIDER, was, is_), status=status)

    def _carrier(self, title: str, what: str, sender: Party, was: Any, is_: Any) -> Carrier:
        return Carrier(
            f"loans v2 {title}",
            what,
            sender,
            Direction.REQUEST if sender is Party.CONSUMER else Direction.RESPONSE,
            was.schema,
            is_.schema,
            was.place,
            is_.place,
            operation(self.before, title),
            operation(self.after, title),
            media_type=was.media_type,
        )

    def change(self, rule: str, said: str, carrier: Carrier, pattern: str, **more: Any) -> Change:
        """A change inside what a carrier carries."""
        kind = {"added": Kind.ADDED, "removed": Kind.REMOVED}.get(
            rule.rpartition("-")[2], Kind.CHANGED
        )
        return Change(
            rule,
            f"{carrier.title}: `{pattern}` of {carrier.what} {said}",
            kind,
            carrier.candidate_place,
            carrier.baseline_place,
            pattern=pattern,
            operations=(carrier.title,),
            carriers=(carrier,),
            **more,
        )


def operation(bundle: Bundle, title: str) -> Operation:
    return next(each for each in bundle.api.operations if each.title == title)


@pytest.fixture(scope="module")
def two(bundles: Mapping[str, Bundle]) -> Two:
    return Two(bundles["loans/v1"], bundles["loans/v2"])


@pytest.fixture(scope="module")
def by_hand(two: Two) -> Comparison:
    """Changes of each kind, with a word of everything that a change can say."""
    book, loan = two.answer("GET /books/{bookId}", "200"), two.body("POST /loans")
    problem, gone = two.answer("GET /books/{bookId}", "404"), "DELETE /books/{bookId}"
    removed = operation(two.before, gone)
    changes = (
        two.change(
            "response-required-property-removed",
            "is gone; it was required",
            book,
            "/shelf",
            verdict=BREAK,
            consumers=("desk",),
            spared=("kiosk",),
        ),
        two.change(
            "response-enum-value-added",
            "may be `lost` now",
            book,
            "/status",
            verdict=UNKNOWN,
            why="nobody has looked",
        ),
        two.change(
            "response-type-changed", "is a number now", book, "/copies/*/barcode", verdict=BREAK
        ),
        two.change("response-property-added", "is new, and optional", book, "/place/floor"),
        two.change(
            "request-type-changed",
            "is an object now",
            loan,
            "/reader",
            verdict=BREAK,
            witness={"bookId": 7, "reader": "Ada Lovelace"},
        ),
        two.change("response-property-added", "is new", problem, "/code"),
        Change(
            "operation-removed",
            f"loans v2 {gone}: it is gone",
            Kind.REMOVED,
            two.after.api.place,
            removed.place,
            verdict=BREAK,
            operations=(f"loans v2 {gone}",),
        ),
        Change(
            "request-parameter-added",
            "loans v2 GET /books: query parameter `cursor` is new",
            Kind.ADDED,
            operation(two.after, "GET /books").parameters[0].place,
            operations=("loans v2 GET /books",),
        ),
        Change(
            "security-added",
            "loans v2 POST /loans: a key is asked for",
            Kind.SECURITY,
            operation(two.after, "POST /loans").place,
            operation(two.before, "POST /loans").place,
            verdict=BREAK,
            operations=("loans v2 POST /loans", "loans v2 GET /books"),
        ),
    )
    return Comparison(two.before, two.after, TERMS, changes)


def test_guide_is_as_expected(by_hand: Comparison, expect: Expect) -> None:
    expect(CASES / "expected/guide.md", guide(by_hand, "library_contracts"))


def test_changelog_is_as_expected(by_hand: Comparison, expect: Expect) -> None:
    releases = [release(by_hand), first_release(by_hand.baseline)]
    expect(CASES / "expected/changelog.md", contract_changelog("loans", releases))


def test_changelog_of_a_repository_is_as_expected(
    by_hand: Comparison, bundles: Mapping[str, Bundle], expect: Expect
) -> None:
    new, gone = [bundles["single/v1"]], [bundles["events/lent/v1"]]
    told = repository_changelog("1.4.0", "tag:v1.3.0", [by_hand], new, gone)
    expect(CASES / "expected/repository.md", told)


def test_deprecations_are_as_expected(bundles: Mapping[str, Bundle], expect: Expect) -> None:
    found = notices([*bundles.values()])
    expect(CASES / "expected/deprecations.md", calendar(found, "deprecations.ics"))
    shown = icalendar(found, "library-contracts").replace("\r\n", "\n")
    expect(CASES / "expected/deprecations.ics", shown)


def test_matrix_is_as_expected(bundles: Mapping[str, Bundle], expect: Expect) -> None:
    versions = [bundles[f"loans/v{number}"] for number in (1, 2, 3)]
    expect(CASES / "expected/compatibility.md", matrices_text([matrix(versions, _by_number)]))


def _by_number(before: Bundle, after: Bundle) -> Comparison:
    """v1 breaks with everything, v2 does not know of v3, v3 takes v2."""
    change = Change(
        "response-property-removed",
        "it is gone",
        Kind.REMOVED,
        after.api.place,
        operations=("loans v2 GET /books/{bookId}",),
    )
    if "v1" in (before.contract.version, after.contract.version):
        broken = replace(change, verdict=BREAK, consumers=("desk",), spared=("kiosk",))
        return Comparison(before, after, TERMS, (broken, change))
    if before.contract.version == "v2":
        return Comparison(before, after, TERMS, (replace(change, verdict=UNKNOWN),))
    return Comparison(before, after, TERMS, (change,))


def test_kinds_of_a_changelog_come_in_the_order_of_the_form(by_hand: Comparison) -> None:
    one = by_hand.changes[0]
    shuffled = [replace(one, kind=each, message=each.value) for each in reversed(Kind)]
    told = contract_changelog("x", [release(replace(by_hand, changes=tuple(shuffled)))])
    headings = re.findall(r"^### (.*)$", told, re.MULTILINE)
    assert headings == ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def test_same_version_number_in_the_same_folder_is_not_released(
    bundles: Mapping[str, Bundle],
) -> None:
    one = bundles["loans/v1"]
    assert release(Comparison(one, one, TERMS, ())).name == "Unreleased"
    later = replace(one, api=replace(one.api, version="1.3.0"))
    assert release(Comparison(one, later, TERMS, ())).name == "1.3.0"
    assert release(Comparison(one, bundles["loans/v2"], TERMS, ())).name == "2.0.0"


def test_unreleased_changelog_says_which_version_is_next(
    bundles: Mapping[str, Bundle], by_hand: Comparison
) -> None:
    one = bundles["loans/v1"]

    def about(*changes: Change) -> str:
        return release(Comparison(one, one, TERMS, changes)).about

    breaking = next(each for each in by_hand.changes if each.verdict is BREAK)
    assert about(breaking).endswith("The next version is 2.0.0 at least.")
    added = next(each for each in by_hand.changes if each.rule == "response-property-added")
    assert about(added).endswith("The next version is 1.3.0 at least.")
    assert about() == "v1 (1.2.0), after v1 (1.2.0). Nothing changed that anybody could notice."


def test_a_change_that_many_operations_share_names_some_and_counts_the_rest(two: Two) -> None:
    carrier = two.answer("GET /books/{bookId}", "200")
    many = tuple(f"loans v2 GET /{number}" for number in range(100))
    change = two.change("response-property-removed", "is gone", carrier, "/shelf")
    told = replace(change, operations=(carrier.title, *many))
    comparison = Comparison(two.before, two.after, TERMS, (told,))
    assert "and 92 others" in guide(comparison, "p")
    assert "in 100 other operations" in contract_changelog("x", [release(comparison)])


def test_changelog_tells_users_nothing_that_only_authors_have_to_do(by_hand: Comparison) -> None:
    asked = replace(by_hand.changes[0], rule="version-not-raised")
    words = replace(by_hand.changes[0], rule="response-examples-changed")
    assert news(replace(by_hand, changes=(asked, *by_hand.changes, words))) == by_hand


def test_documents_say_nothing_that_stops_being_true(by_hand: Comparison) -> None:
    pending = replace(
        by_hand.changes[0], message="it is gone; its sunset is 2026-12-31, still to come"
    )
    (told,) = lasting(replace(by_hand, changes=(pending,))).changes
    assert told.message == "it is gone; its sunset is 2026-12-31"


# Payloads and code of real comparisons


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The library's packages, importable."""
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(LIBRARY, root, dirs_exist_ok=True)
    return compile_monorepo(root)


PAIRS = (
    ("loans/v1", "loans/v2"),
    ("loans/v2", "loans/v3"),
    ("loans/v2", "loans/v1"),
    ("events/lent/v1", "events/lent/v2"),
)


@pytest.fixture(scope="module", params=PAIRS, ids="-".join)
def real(request: pytest.FixtureRequest, bundles: Mapping[str, Bundle]) -> Comparison:
    """Two versions, compared once for all that is said of them."""
    before, after = request.param
    return compare(bundles[before], bundles[after], TERMS)


def test_code_of_a_guide_runs_with_the_generated_package(
    real: Comparison, compiled: Compiled
) -> None:
    before, after = real.baseline, real.candidate
    clients = Client(before.api, compiled.package), Client(after.api, compiled.package)
    ran = 0
    for change in real.changes:
        both = sides([change], carrier_of(change), *clients)
        for side, bundle, client in zip(both, (before, after), clients, strict=True):
            if side.code:
                run(side, bundle, client, compiled)
                ran += 1
    assert ran


def run(side: Side, bundle: Bundle, client: Client, compiled: Compiled) -> None:
    """Runs a piece of code with the real models, and a client that answers with the payload."""
    names: dict[str, Any] = {}
    setup = imports(client, side.code).partition("\n\n")[0]
    payload = None if isinstance(side.payload, Nothing) else side.payload
    with importable(compiled.folder):
        exec(setup, names)
        if bundle.contract.kind.value == "openapi":
            module = compiled.module("client", bundle)
            names["client"] = Answering(names["Client"], module, side.code, payload)
            names["Client"] = lambda **given: Known(names["client"], module.Client, given)
        names["data"] = json.dumps(payload)
        exec(side.code, names)


class Known:
    """A client that was made with credentials; it takes only those that the real one takes."""

    def __init__(self, answering: Any, real: type, given: Mapping[str, Any]) -> None:
        inspect.signature(real.__init__).bind(None, **given)  # type: ignore[misc]
        self._answering = answering

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answering, name)


class Answering:
    """Takes the calls that the real client takes, and gives what the payload is decoded into."""

    def __init__(self, real: type, module: Any, code: str, payload: Json) -> None:
        self._real, self._module, self._code, self._payload = real, module, code, payload

    def raw(self, method: Callable[..., Any], *args: Any) -> Any:
        method(*args)
        return type("Answer", (), {"headers": {}})

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._real, name)

        def called(*args: Any, **named: Any) -> Any:
            if args != (...,):
                inspect.signature(method).bind(None, *args, **named)
            failing = re.search(r"problem\.status == (\d+)", self._code)
            if failing is not None:
                raise self._failure(failing[1])
            result = typing.get_type_hints(method)["return"]
            with suppress(ValueError):
                return TypeAdapter(result).validate_python(self._payload)
            return None

        return called

    def _failure(self, status: str) -> Exception:
        made = getattr(self._module, error_name(status))
        body = typing.get_type_hints(made)["body"]
        response = type("Response", (), {"status_code": int(status), "headers": {}, "text": ""})
        return made("call", response, TypeAdapter(body).validate_python(self._payload))  # type: ignore[no-any-return]


def test_payloads_of_a_guide_are_valid_in_their_own_version(real: Comparison) -> None:
    before, after = real.baseline, real.candidate
    clients = Client(before.api, "p"), Client(after.api, "p")
    judges = Validators(before.api), Validators(after.api)
    shown = 0
    for change in real.changes:
        carrier = carrier_of(change)
        if carrier is None or carrier.name:
            continue
        both = sides([change], carrier, *clients)
        schemas = carrier.baseline, carrier.candidate
        for side, schema, judge in zip(both, schemas, judges, strict=True):
            assert not isinstance(side.payload, Nothing)
            assert judge.of(schema, carrier.form).is_valid(side.payload), change.message
            shown += 1
    assert shown > 1


@pytest.mark.parametrize("real", PAIRS[:1] + PAIRS[3:], ids="-".join, indirect=True)
def test_payloads_of_a_break_show_it(real: Comparison) -> None:
    """At least one of the two is refused by the other version."""
    before, after = real.baseline, real.candidate
    clients = Client(before.api, "p"), Client(after.api, "p")
    broken = [each for each in real.changes if each.verdict is BREAK]
    looked = 0
    for change in broken:
        carrier = carrier_of(change)
        if carrier is None or carrier.name:
            continue
        was, is_ = sides([change], carrier, *clients)
        taken = Validators(after.api).of(carrier.candidate, carrier.form).is_valid(was.payload)
        known = Validators(before.api).of(carrier.baseline, carrier.form).is_valid(is_.payload)
        assert not (taken and known), change.message
        looked += 1
    assert looked


def test_payload_keeps_what_did_not_change(two: Two) -> None:
    carrier = two.answer("GET /books/{bookId}", "200")
    change = two.change("response-required-property-removed", "is gone", carrier, "/shelf")
    was, is_ = sides([change], carrier, Client(two.before.api, "p"), Client(two.after.api, "p"))
    kept = {"id": 7, "title": "Emma", "status": "there", "copies": []}
    assert was.payload == {**kept, "shelf": "A3"}
    assert is_.payload == kept


def test_operation_is_known_again_where_its_path_has_other_names(two: Two) -> None:
    was = operation(two.before, "GET /books/{bookId}")
    change = Change(
        "operation-deprecated",
        "loans v2 GET /books/{id}: it is deprecated now",
        Kind.DEPRECATED,
        two.after.api.place,
        was.place,
        operations=("loans v2 GET /books/{id}",),
    )
    before, after = sides([change], None, Client(two.before.api, "p"), Client(two.after.api, "p"))
    assert before.line == after.line == "GET /books/7"


def test_long_payload_is_cut_to_what_changed(two: Two) -> None:
    carrier = two.answer("GET /books/{bookId}", "200")
    properties = {f"p{number:03}": {"type": "string", "const": "x" * 40} for number in range(60)}
    wide = {"type": "object", "required": [*properties], "properties": properties}
    change = two.change(
        "response-type-changed", "is else", replace(carrier, baseline=wide, candidate=wide), "/p007"
    )
    (carrier,) = change.carriers
    was, _ = sides([change], carrier, Client(two.before.api, "p"), Client(two.after.api, "p"))
    assert was.cut
    assert was.payload == {"p007": "x" * 40}


def test_guide_of_a_schema_that_holds_itself_ends(tmp_path: Path) -> None:
    node = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "below": {"type": "array", "items": {"$ref": "#"}},
            "next": {"oneOf": [{"$ref": "#"}, {"type": "null"}]},
        },
    }
    before = message(tmp_path, "v1", node)
    node["properties"] = {**node["properties"], "name": {"type": "integer"}}  # type: ignore[dict-item]
    after = message(tmp_path, "v2", node)
    told = guide(compare(before, after, TERMS), "p")
    assert "message.name  # int" in told


def message(folder: Path, version: str, schema: Json) -> Bundle:
    path = folder / "contracts/nodes" / version / "schema.json"
    path.parent.mkdir(parents=True)
    draft = "https://json-schema.org/draft/2020-12/schema"
    path.write_text(json.dumps({"$schema": draft, **schema}), "utf-8")
    (bundle,) = load_file(path, folder).bundles
    return bundle


SMALL = [
    each
    for each in DOCUMENTS
    if each.name not in ("digitalocean", "openai", "kubernetes", "github-rest")
]


@pytest.mark.corpus
@pytest.mark.parametrize("document", SMALL, ids=lambda each: each.name)
def test_fields_and_classes_are_called_as_the_compiler_calls_them(
    document: Any, shared: Path
) -> None:
    (bundle,) = load_file(document.path, document.path.parent).bundles
    made, client = prepare(bundle.api), Client(bundle.api, "p")
    known = made.kinds.components
    for name, skeleton in made.skeletons.items():
        for each in skeleton.fields:
            wanted = each.name
            while wanted in _SHADOWING or wanted in known:
                wanted += "_"
            assert field_name(each.wire_name) == wanted
        kind = made.kinds.kind(name)
        assert client.is_record(name) is (kind is python_kinds.Kind.RECORD)
        assert client.is_enumeration(name) is (kind is python_kinds.Kind.ENUM)


_SHADOWING = ("int", "float", "str", "bool", "bytes", "list", "dict", "datetime", "uuid")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["petstore30", "uspto", "tags32", "webhook31", "train-travel"])
def test_guides_of_edited_documents_hold_only_code_that_parses(
    name: str, shared: Path, tmp_path: Path
) -> None:
    document = next(each for each in DOCUMENTS if each.name == name)
    (before,) = load_file(document.path, document.path.parent).bundles
    for seed in range(3):
        folder = tmp_path / str(seed)
        shutil.copytree(document.path.parent, folder)
        path = folder / document.path.name
        path.write_text(json.dumps(edited(before, random.Random(seed))), "utf-8")
        (after,) = load_file(path, folder).bundles
        told = guide(compare(before, after, TERMS), "p")
        for found in blocks(told, "python"):
            ast.parse(found)
        for found in blocks(told, "json"):
            json.loads(found)


def edited(bundle: Bundle, chance: random.Random) -> Json:
    """The document with some properties and an operation changed."""
    whole = json.loads(json.dumps(bundle.contract.source.value))
    found = [each for each in nodes(whole) if isinstance(each.get("properties"), dict)]
    for each in chance.sample(found, min(8, len(found))):
        name = chance.choice(sorted(each["properties"]) or [""])
        match chance.randrange(4):
            case 0:
                each["properties"].pop(name, None)
            case 1:
                each["properties"]["brandNew"] = {"type": "string"}
            case 2:
                each["properties"][name] = {"type": "integer"}
            case _:
                each["required"] = sorted({*each.get("required", []), name})
    if chance.random() < 0.5:
        whole.get("paths", {}).pop(next(iter(whole.get("paths", {})), ""), None)
    return whole


def nodes(value: Json) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def blocks(text: str, language: str) -> list[str]:
    tokens = MarkdownIt().parse(text)
    return [each.content for each in tokens if each.type == "fence" and each.info == language]


# Text from contracts stays text

HOSTILE = (
    "<script>alert(1)</script>",
    "[click](https://evil.test)",
    "![x](https://evil.test/x.png)",
    "`code` and ``two`` and ` one",
    "a | b || c",
    "# heading\n\n- list\r\n> quote",
    "*bold* _under_ ~~gone~~ a_b_c",
    "\\[ \\` <https://evil.test> &lt;",
    "```\nfence\n```",
    "\x1b[31mred \u202ereversed",
    "1. first\n===\n---",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_is_text_and_code_and_nothing_else(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"- x {prose(text)}")
    inline = [child.type for each in tokens for child in each.children or []]
    assert set(inline) <= {"text", "code_inline", "text_special"}
    assert not {each.type for each in tokens} & {"html_block", "heading_open", "fence", "hr"}
    shown = "".join(child.content for each in tokens for child in each.children or [])
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_code_is_one_span_that_shows_the_text(text: str) -> None:
    (paragraph,) = [each for each in MarkdownIt().parse(f"x {code(text)} y") if each.children]
    spans = [each.content for each in paragraph.children or [] if each.type == "code_inline"]
    assert len(spans) == 1
    visible = re.sub(r"[\x00-\x1f\x7f\u202e]", "", " ".join(text.split())).strip("` ")
    assert visible.split("[31m")[-1].strip() in spans[0] or "\x1b" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_block_ends_where_it_should(text: str) -> None:
    tokens = MarkdownIt().parse(f"{block(text, 'json')}\n\nafter")
    assert [each.type for each in tokens] == [
        "fence",
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_cell_stays_one_cell(text: str) -> None:
    told = table(("a", "b"), [(prose(text), "last")])
    tokens = MarkdownIt("commonmark").enable("table").parse(told)
    cells = [tokens[at + 1].content for at, each in enumerate(tokens) if each.type == "td_open"]
    assert len(cells) == 2
    assert cells[1] == "last"


def test_documents_of_a_hostile_contract_hold_no_markup_of_its_own(two: Two) -> None:
    carrier = two.answer("GET /books/{bookId}", "200")
    nasty = tuple(
        replace(
            two.change("response-type-changed", text, carrier, "/title"),
            why=text,
            verdict=UNKNOWN,
            consumers=(text or "x",),
            subject=str(number),
        )
        for number, text in enumerate(HOSTILE)
    )
    hostile = replace(two.before.api.lifecycle, sunset="<b>soon</b>")
    before = replace(two.before, api=replace(two.before.api, lifecycle=hostile))
    comparison = Comparison(before, two.after, TERMS, nasty)
    for told in (guide(comparison, "p"), contract_changelog("<i>x</i>", [release(comparison)])):
        tokens = MarkdownIt("commonmark").parse(told)
        inline = [child for each in tokens for child in each.children or []]
        assert not [each for each in (*tokens, *inline) if each.type.startswith("html")]
        links = [each.attrGet("href") for each in inline if each.type == "link_open"]
        assert set(links) <= {"https://keepachangelog.com/en/1.1.0/"}
        assert not [each for each in inline if each.type == "image"]


# Deprecations


def notice(**given: Any) -> Notice:
    return replace(
        Notice("orders v1", "GET /orders", Place(Source("contracts/o.yaml", ""), "/paths/0")),
        **given,
    )


def test_icalendar_lines_are_folded_at_75_octets_and_end_as_they_must() -> None:
    long = notice(what=f"GET /{'ünï🦀' * 60}", sunset="2027-06-30", successor="a,b;c\\d\ne")
    told = icalendar([long], "shop, contracts; all")
    assert told.endswith("\r\n")
    lines = told[:-2].split("\r\n")
    assert not [each for each in lines if "\n" in each or len(each.encode()) > 75]
    unfolded = "\r\n".join(lines).replace("\r\n ", "")
    assert f"GET /{'ünï🦀' * 60} goes" in unfolded
    assert "Use a\\,b\\;c\\\\d e instead." in unfolded


def test_icalendar_events_have_what_they_need() -> None:
    told = icalendar([notice(since="2026-06-30", sunset="2027-06-30")], "shop")
    events = told.split("BEGIN:VEVENT\r\n")[1:]
    assert [re.findall(r"DTSTART;VALUE=DATE:(\d+)", each) for each in events] == [
        ["20260630"],
        ["20270630"],
    ]
    for each in events:
        (uid,) = re.findall(r"UID:(\S+)", each)
        assert re.search(r"DTSTAMP:20260630T000000Z\r\n", each)
        assert told.count(uid) == 1
    assert "DTEND;VALUE=DATE:20270701" in told


def test_icalendar_knows_a_sunset_again_that_has_moved() -> None:
    def uid(sunset: str) -> str:
        return re.findall(r"UID:(\S+)", icalendar([notice(sunset=sunset)], "shop"))[0]  # type: ignore[no-any-return]

    assert uid("2027-06-30") == uid("2027-09-30")


@pytest.mark.parametrize("sunset", ["", "soon", "2027-13-45", "0001-01-01", "9999-12-31"])
def test_dates_that_are_none_are_told_and_no_event(sunset: str) -> None:
    one = notice(sunset=sunset)
    told = icalendar([one], "shop")
    assert told.count("BEGIN:VEVENT") == (1 if sunset[:4] in ("0001", "9999") else 0)
    assert (sunset or "not said") in calendar([one], "x.ics")


def test_what_goes_with_its_contract_is_told_once(bundles: Mapping[str, Bundle]) -> None:
    names = [each.name for each in notices([bundles["loans/v1"]])]
    assert names == ["loans v1"]


def test_deprecations_name_who_relies_on_them(bundles: Mapping[str, Bundle]) -> None:
    (whole,) = notices([bundles["loans/v1"]])
    assert whole.consumers == ("desk", "kiosk")
    api = bundles["loans/v1"].api
    live = replace(api, lifecycle=replace(api.lifecycle, deprecated=False, sunset=""))
    operations = tuple(replace(each, deprecated=True) for each in live.operations)
    bundle = replace(bundles["loans/v1"], api=replace(live, operations=operations))
    asked = {each.what: each.consumers for each in notices([bundle])}
    assert asked["GET /books/{bookId}"] == ("desk", "kiosk")
    assert asked["POST /loans"] == ()


# Who gets on with whom


def test_additive_version_gets_on_with_the_one_before(bundles: Mapping[str, Bundle]) -> None:
    found = matrix([bundles["loans/v2"], bundles["loans/v3"]], _compared)
    assert {cell.text for cell in found.meetings.values()} == {"yes"}


def test_broken_version_does_not(bundles: Mapping[str, Bundle]) -> None:
    found = matrix([bundles["loans/v1"], bundles["loans/v2"]], _compared)
    assert found.meetings[("v1", "v2")].text.startswith("no: ")
    assert found.consumers[("desk", "v1")]["v1"].text == "—"
    assert found.consumers[("desk", "v1")]["v2"].text.startswith("no: ")


def _compared(before: Bundle, after: Bundle) -> Comparison:
    return compare(before, after, TERMS)


# Files of the generated folder


def library_documents(bundles: Sequence[Bundle]) -> dict[str, Artifact]:
    return {each.path: each for each in documents(bundles, load_config(LIBRARY))}


@pytest.fixture(scope="module")
def made(bundles: Mapping[str, Bundle]) -> Mapping[str, Artifact]:
    """Every document of the library, by path."""
    return library_documents([*bundles.values()])


def test_files_are_the_same_in_whatever_order_contracts_come(
    bundles: Mapping[str, Bundle], made: Mapping[str, Artifact]
) -> None:
    assert made == library_documents([*reversed(bundles.values())])
    assert [*made] == [
        "docs/.gitattributes",
        "docs/compatibility.md",
        "docs/contracts/events/lent/changelog.md",
        "docs/contracts/events/lent/v1-to-v2.md",
        "docs/contracts/loans/changelog.md",
        "docs/contracts/loans/v1-to-v2.md",
        "docs/contracts/loans/v2-to-v3.md",
        "docs/deprecations.ics",
        "docs/deprecations.md",
    ]


def test_files_name_what_they_were_made_from(made: Mapping[str, Artifact]) -> None:
    assert made["docs/contracts/events/lent/v1-to-v2.md"].inputs == (
        "contracts/events/lent/v1/schema.json",
        "contracts/events/lent/v2/schema.json",
    )
    assert "contracts/loans/v1/expectations/desk.yaml" in made["docs/compatibility.md"].inputs


def test_contract_in_one_version_without_deprecations_has_no_document(
    bundles: Mapping[str, Bundle],
) -> None:
    assert library_documents([bundles["single/v1"]]) == {}


def test_versions_come_in_the_order_of_their_numbers(bundles: Mapping[str, Bundle]) -> None:
    one = bundles["single/v1"]
    several = [
        replace(one, contract=replace(one.contract, version=each)) for each in ("v10", "v9", "v1")
    ]
    ((*ordered,),) = by_contract(several)
    assert [each.contract.version for each in ordered] == ["v1", "v9", "v10"]


def test_key_changes_with_what_is_configured() -> None:
    config = load_config(LIBRARY)
    assert key(config) == key(load_config(LIBRARY))
    assert key(config) != key(replace(config, package="else"))
    strict = replace(config.compat, without=("closed-writer",))
    assert key(config) != key(replace(config, compat=strict))


def test_generated_documents_are_in_the_care_of_drift(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)
    made = Monorepo(tmp_path)
    assert made.run_here("generate").returncode == 0
    again = json.loads(made.run_here("generate", "--format", "json").stdout)
    assert again["facts"]["compiled"] is False
    guide_ = tmp_path / "generated/docs/contracts/loans/v1-to-v2.md"
    guide_.write_text(guide_.read_text("utf-8") + "By hand.\n", "utf-8")
    (tmp_path / "generated/docs/deprecations.ics").unlink()
    told = json.loads(made.run_here("drift", "--format", "json").stdout)
    assert {(each["rule"], each["at"]["path"]) for each in told["findings"]} == {
        ("artifact-edited", "generated/docs/contracts/loans/v1-to-v2.md"),
        ("artifact-missing", "generated/docs/deprecations.ics"),
    }


# The verbs


def ran(*argv: str, at: Path = LIBRARY) -> tuple[int, str, str]:
    """The command line in this process: exit code, standard output and standard error."""
    ended = Monorepo(at).run_here(*argv)
    return ended.returncode, ended.stdout, ended.stderr


def test_changelog_goes_through_all_versions_of_a_contract() -> None:
    code_, out, err = ran("changelog", "loans")
    assert (code_, err) == (0, "")
    assert re.findall(r"^## (.*)$", out, re.MULTILINE) == ["[3.0.0]", "[2.0.0]", "[1.2.0]"]


def test_changelog_between_documents_is_that_between_their_contracts() -> None:
    by_id = ran("changelog", "loans/v1", "loans/v2")
    files = (f"contracts/loans/{each}/openapi.yaml" for each in ("v1", "v2"))
    assert ran("changelog", *files) == by_id
    assert "## [2.0.0]" in by_id[1]


def test_changelog_of_the_repository_is_since_a_folder(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "then")
    shutil.copytree(LIBRARY, tmp_path / "now")
    shutil.rmtree(tmp_path / "then/contracts/single")
    shutil.rmtree(tmp_path / "now/contracts/events")
    contract = tmp_path / "now/contracts/loans/v3/openapi.yaml"
    contract.write_text(contract.read_text("utf-8").replace("room:", "corner:"), "utf-8")
    code_, out, _ = ran("changelog", "../then", at=tmp_path / "now")
    assert code_ == 0
    assert "## [Unreleased]" in out
    assert "- single v1 is new" in out
    assert "- **Breaking:** events/lent v1 is gone" in out
    assert "`/place/room` of answer 200" in out
    one = ran("changelog", "../then", "loans/v3", at=tmp_path / "now")[1]
    assert one.startswith("# Changelog of loans\n")
    assert "`/place/room`" in one


def git(root: Path, *argv: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@library.test", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *argv], cwd=root, check=True, capture_output=True)


def test_changelog_is_between_tags_or_since_one(tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(LIBRARY, root)
    contract = root / "contracts/loans/v3/openapi.yaml"

    def release_as(tag: str, word: str, becomes: str) -> None:
        contract.write_text(contract.read_text("utf-8").replace(word, becomes), "utf-8")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--allow-empty", "--message", tag)
        git(root, "tag", tag)

    git(root, "init", "--quiet", "--initial-branch=main")
    release_as("v1.0.0", "nothing", "nothing")
    release_as("v1.1.0", "room: {type: string", "corner: {type: string")
    release_as("v1.2.0", "corner: {type: string", "desk: {type: string")
    between = ran("changelog", "tag:v1.0.0", "tag:v1.1.0", at=root)[1]
    assert "\n## [v1.1.0]\n\n1 contract changed since tag:v1.0.0" in between
    assert "`/place/corner`" in between
    assert "desk" not in between
    since = ran("changelog", "tag:v1.1.0", at=root)[1]
    assert "\n## [Unreleased]\n" in since
    assert "`/place/desk`" in since
    branch = ran("changelog", "git:main", at=root)[1]
    assert "0 contracts changed since git:main" in branch
    one = ran("changelog", "tag:v1.0.0", "loans/v3", at=root)[1]
    assert "`/place/room`" in one
    assert "`/place/desk`" in one
    nowhere = ran("changelog", "tag:v1.0.0", "loans/v9", at=root)
    assert nowhere[0] == 2


def test_migrate_writes_a_guide_to_a_file(tmp_path: Path) -> None:
    written = tmp_path / "guide.md"
    code_, out, err = ran("migrate", "LOANS", "v1", "v2", "--output", str(written))
    assert (code_, err) == (0, "")
    assert out == f"the guide is in {written}\n"
    told = written.read_text("utf-8")
    assert told == ran("migrate", "loans", "v1", "v2")[1]
    assert told.startswith("# From loans v1 to loans v2\n")
    assert "from library_contracts.loans.v2.client import" in told


REFUSED = {
    "changelog loons": "did you mean",
    "changelog loans/v1 loans/v9": "there is no contract or document `loans/v9`",
    "changelog a b c": "3 versions given",
    "changelog tag:nothing-like-it": "tag",
    "migrate loans v1 v7": "there is no contract or document `loans/v7`",
    "migrate nothing v1 v2": "the contracts are",
    "changelog --output /nowhere/at/all loans": "there is no folder",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_cannot_be_written_is_refused_with_a_reason(line: str) -> None:
    code_, out, err = ran(*line.split())
    assert (code_, out) == (2, "")
    assert REFUSED[line] in err
    assert "Traceback" not in err


def test_contract_that_cannot_be_read_is_refused(monorepo: Make) -> None:
    made = monorepo(
        {"contracts/a/v1/openapi.yaml": "openapi: [", "contracts/a/v2/openapi.yaml": "7"}
    )
    for argv in (("migrate", "a", "v1", "v2"), ("changelog", "a"), ("changelog", "a/v1", "a/v2")):
        code_, out, err = ran(*argv, at=made.root)
        assert (code_, out) == (2, "")
        assert "malformed-document" in err
        assert "Traceback" not in err


def test_kinds_that_differ_have_a_guide_all_the_same(bundles: Mapping[str, Bundle]) -> None:
    """A folder may have become a message in its next version."""
    before, after = bundles["single/v1"], bundles["events/lent/v1"]
    assert guide(compare(before, after, TERMS), "p").startswith(
        "# From single v1 to events/lent v1"
    )
