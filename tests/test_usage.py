"""Who uses what: tables of fields and consumers, what nobody uses, and who breaks if a part goes."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Monorepo
from corpus import DOCUMENTS, lay_out
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.engine.services import read_services
from counterfoil.model import Bundle, Place, escape
from counterfoil.usage.document import document
from counterfoil.usage.graph import graph
from counterfoil.usage.impact import Impact, impact
from counterfoil.usage.pointed import Pointed
from counterfoil.usage.render import dot, html, mermaid
from counterfoil.usage.table import Usage, usage

Expect = Callable[[Path, str], None]
Make = Callable[..., Monorepo]
CASES = ROOT / "tests/cases/usage"
SHOP = CASES / "shop"

USAGES = {
    "usage.txt": ["usage"],
    "usage-all.txt": ["usage", "orders/v1", "--all"],
    "usage.json": ["usage", "orders/v1", "events/placed/v1", "--format", "json"],
    "usage.mmd": ["usage", "--format", "mermaid"],
    "usage.dot": ["usage", "--format", "dot"],
}
IMPACTS = {
    "property": "orders/v1#/components/schemas/Order/properties/total",
    "in-a-shared-file": "contracts/parts/money.yaml#/properties/amount",
    "through-a-reference": "orders/v1#/components/schemas/Money/properties/currency",
    "enum-member": "orders/v1#/components/schemas/Order/properties/status/enum/2",
    "enum-member-nobody-knows": "orders/v1#/components/schemas/Order/properties/status/enum/1",
    "required": "orders/v1#/components/schemas/Order/required/1",
    "format": "orders/v1#/components/schemas/Order/properties/id/format",
    "description": "orders/v1#/components/responses/Refused/description",
    "unread": "orders/v1#/components/schemas/Order/properties/channel",
    "operation": "orders/v1#/paths/~1orders/post",
    "path-item": "orders/v1#/paths/~1orders~1%7Bid%7D",
    "response": "orders/v1#/components/responses/Refused",
    "parameter": "orders/v1#/components/parameters/Id",
    "header": "orders/v1#/paths/~1orders/post/responses/201/headers/Location",
    "alternative": "orders/v1#/components/schemas/Card",
    "credentials": "orders/v1#/components/securitySchemes/key",
    "message": "events/placed/v1#/properties/orderId",
    "public": "audit/v1#/paths/~1entries",
    "unknown-users": "stock/v1#/paths/~1stock/get/responses/200",
}


def ran(*argv: str, at: Path = SHOP) -> tuple[int, str, str]:
    """The command line in this process: exit code, standard output and standard error."""
    ended = Monorepo(at).run_here(*argv)
    return ended.returncode, ended.stdout, ended.stderr


def said(*argv: str, at: Path = SHOP) -> str:
    code, out, err = ran(*argv, at=at)
    assert (code, err) == (0, "")
    return out


@pytest.mark.parametrize("name", USAGES)
def test_usage_of_the_shop_is_as_expected(name: str, expect: Expect) -> None:
    told = Monorepo(SHOP).run(*USAGES[name])
    assert (told.returncode, told.stderr) == (0, "")
    expect(SHOP / "expected" / name, told.stdout)


@pytest.mark.parametrize("name", IMPACTS)
def test_impact_in_the_shop_is_as_expected(name: str, expect: Expect) -> None:
    expect(SHOP / "expected/impact" / f"{name}.txt", said("impact", IMPACTS[name]))


def test_impact_in_json_names_consumers_and_their_lines() -> None:
    told = json.loads(said("impact", IMPACTS["property"], "--format", "json"))
    assert [each["consumer"] for each in told["breaks"]] == ["mailer", "web"]
    (because,) = told["breaks"][1]["because"]
    assert because["name"] == "/total/amount"
    at = because["at"]
    assert "/total/amount" in (SHOP / at["path"]).read_text("utf-8").splitlines()[at["line"] - 1]


def test_file_is_found_from_where_one_stands() -> None:
    told = said("impact", "money.yaml#/properties/amount", at=SHOP / "contracts/parts")
    assert told == (SHOP / "expected/impact/in-a-shared-file.txt").read_text("utf-8")


# What must hold of every usage


@cache
def shop() -> tuple[Bundle, ...]:
    return load(load_config(SHOP)).bundles


@cache
def usages() -> tuple[Usage, ...]:
    return tuple(usage(each, read_services(SHOP)) for each in shop())


def test_every_field_that_an_expectation_reads_is_there_with_its_consumer() -> None:
    for bundle in shop():
        (rows,) = (each.rows for each in usages() if each.contract is bundle.contract)
        places = {(each.consumer, each.place) for row in rows for each in row.users}
        for expectations in bundle.expectations:
            for interaction in expectations.interactions:
                for index in range(len(interaction.use.reads)):
                    assert (expectations.consumer, interaction.read_place(index)) in places


def test_impact_of_a_place_holds_that_of_everything_inside() -> None:
    for bundle in shop():
        for outer, inner in pairs(bundle):
            whole, part = reached(outer), reached(inner)
            assert set(part.broken) <= set(whole.broken) | perhaps(whole), inner.pointer


def test_what_nobody_reads_breaks_nobody_where_it_goes() -> None:
    for bundle, told in zip(shop(), usages(), strict=True):
        (facts,) = document([told], graph([], ()))["contracts"]
        offers = {
            (each["operation"], each["status"], each["name"]): each for each in facts["offers"]
        }
        for unused in facts["unused"]["fields"]:
            offer = offers[unused["operation"], unused["status"], unused["field"]]
            assert offer["used_by"] == []
            path, _, pointer = offer["place"].partition("#")
            source = next(each for each in bundle.sources if each.path == path)
            around = reached(Place(source, pointer))
            assert unused["operation"] not in {
                loss.offer.operation for loss in around.losses if loss.users
            } or shared(facts["offers"], offer)


def shared(offers: list[Any], offer: Any) -> bool:
    """Whether the same place of the contract describes something that somebody uses."""
    return any(
        each["used_by"] and (each["place"] or "").startswith(offer["place"]) for each in offers
    )


def pairs(bundle: Bundle) -> Iterator[tuple[Place, Place]]:
    """Every place in a contract's files, with each right inside it."""
    for source in bundle.sources:
        waiting: list[tuple[Place, Any]] = [(Place(source), source.value)]
        while waiting:
            place, value = waiting.pop()
            if isinstance(value, list):
                members: Mapping[Any, Any] = dict(enumerate(value))
            else:
                members = value if isinstance(value, Mapping) else {}
            for key, inside in members.items():
                yield place, place / key
                waiting.append((place / key, inside))


@cache
def reached_at(path: str, pointer: str) -> Impact:
    source = next(each for bundle in shop() for each in bundle.sources if each.path == path)
    return impact(Pointed("", Place(source, pointer)), usages())


def reached(place: Place) -> Impact:
    return reached_at(place.source.path, place.pointer)


def perhaps(found: Impact) -> set[str]:
    return {user.consumer for loss in found.perhaps for user in loss.users}


# The services of this repository, whose expectations are recorded


def test_field_that_the_reference_services_do_not_read_breaks_nobody() -> None:
    (told,) = json.loads(said("usage", "inventory/v1", "--format", "json", at=ROOT))["contracts"]
    unread = {(each["operation"], each["field"]) for each in told["unused"]["fields"]}
    assert ("listProducts", "/items/*/description") in unread
    place = "inventory/v1#/components/schemas/Product/properties/description"
    assert "nobody breaks" in said("impact", place, at=ROOT)


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ("inventory/v1#/components/schemas/Product/properties/price", ["orders"]),
        ("payments/v1#/components/schemas/Payment/properties/status", ["orders"]),
        ("orders/v2#/components/schemas/Customer/properties/email", ["notifications"]),
        ("events/order-placed/v1#/properties/orderId", ["notifications"]),
        ("contracts/common/money.yaml#/properties/amount", ["notifications", "orders"]),
        ("orders/v1#/paths", []),
    ],
)
def test_field_that_goes_breaks_exactly_the_services_that_read_it(
    place: str, broken: list[str]
) -> None:
    told = json.loads(said("impact", place, "--format", "json", at=ROOT))
    assert [each["consumer"] for each in told["breaks"]] == broken
    assert told["unknown_users"] == []


# Unknown users


def test_nothing_is_called_unused_while_a_consumer_has_said_nothing(monorepo: Make) -> None:
    made = monorepo()
    assert "nobody calls          GET /pings" in said("usage", at=made.root)
    table = '[tool.counterfoil.service]\nconsumes = ["pings/v1"]\n'
    made.write({"services/bell/pyproject.toml": table})
    told = said("usage", at=made.root)
    assert "nobody" not in told.replace("provided by nobody here", "")
    assert "pings v1 is consumed by bell, which has recorded no expectations" in " ".join(
        told.split()
    )


def test_file_of_expectations_that_cannot_be_read_is_an_unknown_user(monorepo: Make) -> None:
    made = monorepo()
    path = "contracts/pings/v1/expectations/bell.yaml"
    for text in ("consumer: [\n", "consumer: bell\n"):
        made.write({path: text})
        told = " ".join(said("usage", at=made.root).split())
        assert f"{path} cannot be read: bell may rely on anything of pings v1" in told
        assert "nobody calls" not in told


# Formats


@pytest.mark.parametrize("verb", [["usage"], ["impact", IMPACTS["property"]]])
def test_output_file_gets_the_format_and_the_terminal_the_text(
    verb: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a file.json"
    assert said(*verb, "--format", "json", "--output", str(file)) == said(*verb)
    assert file.read_text("utf-8") == said(*verb, "--format", "json")


NAMES = ['a"b', "<script>alert(1)</script>", "x]-->y", "é\\n", "end; #quot;", "|pipe|"]


def test_names_cannot_leave_their_labels(monorepo: Make) -> None:
    table = '[tool.counterfoil.service]\nconsumes = ["pings/v1"]\n'
    names = [each.replace("/", "") for each in NAMES]
    made = monorepo()
    made.write({f"services/{each}/pyproject.toml": table for each in names})
    bundles = load(load_config(made.root)).bundles
    services = read_services(made.root)
    found = [usage(each, services) for each in bundles]
    drawn = graph(bundles, services)
    label = re.compile(r'  s\d+\["[\w \-/.,+#;]*"\]|  .* -->\|"[\w \-/.,+#;]*"\| s\d+')
    assert all(label.fullmatch(line) for line in mermaid.render(found, drawn).splitlines()[1:])
    quoted = re.compile(r'  (node \[.*|(?:"(?:[^"\\]|\\.)*"|[^"])*;)')
    assert all(quoted.fullmatch(line) for line in dot.render(found, drawn).splitlines()[3:-1])
    assert "<script" not in html.render(found, drawn)


class Page(HTMLParser):
    """What a page is made of: whether tags close in order, which ids there are, what links name."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += [] if tag in self.VOID else [tag]
        for name, value in attrs:
            self.ids += [str(value)] if name == "id" else []
            self.links += [str(value)] if name == "href" else []
            self.loads += [tag] if name == "src" or tag in ("script", "link") else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_whole_and_needs_nothing_else() -> None:
    text = said("usage", "--format", "html")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.loads == []
    assert len(page.ids) == len(set(page.ids))
    assert {each.removeprefix("#") for each in page.links} <= set(page.ids)
    for word in ("/total/amount", "mailer", "contracts/orders/v1/expectations/web.yaml:10"):
        assert word in text


# Bad input


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["usage", "order/v1"], "did you mean `orders/v1`?"),
        (["usage", "--format", "jsn"], "did you mean --format json?"),
        (["usage", "--format", "sarif"], "here there are text, json, html, mermaid, dot"),
        (["usage", "--output", "no/such/file"], "there is no folder no/such"),
        (["impact"], "CONTRACT#/PATH"),
        (["impact", "order/v1#/paths"], "did you mean `orders/v1`?"),
        (["impact", ""], "write a contract's id or a file's path"),
        (["impact", "#/paths"], "write a contract's id or a file's path"),
        (["impact", "orders/v1#paths"], "`#paths` is no JSON Pointer"),
        (["impact", "orders/v1#/paths/~1order"], "did you mean"),
        (["impact", "orders/v1#/components/schemas/Order/properties/totl/x"], "properties/total`?"),
        (["impact", "orders/v1#/openapi/x"], "is the end of that way"),
        (["impact", "orders/v1#/security/9"], "there is no `9`"),
        (["impact", "orders/v1#/security/²"], "there is no `²`"),
        (["impact", "orders/v1#/paths", "--format", "html"], "here there are text, json"),
        (["impact", "../../../pyproject.toml#/tool"], "no contract is made of a file of that name"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_remedy(argv: list[str], hint: str) -> None:
    code, out, err = ran(*argv)
    assert (code, out) == (2, "")
    assert hint in err
    assert "Traceback" not in err


def test_contract_that_cannot_be_read_is_shown_and_refused(monorepo: Make) -> None:
    made = monorepo({"contracts/pings/v1/openapi.yaml": "openapi: 3.1.0\ninfo: [\n"})
    for argv in (["usage"], ["impact", "pings/v1#/info"]):
        code, out, err = ran(*argv, at=made.root)
        assert (code, out) == (2, "")
        assert "error[malformed-document]" in err
        assert "not every contract can be read" in err


def test_service_that_consumes_what_does_not_exist_is_refused(monorepo: Make) -> None:
    made = monorepo()
    table = '[tool.counterfoil.service]\nconsumes = ["ping/v1"]\n'
    made.write({"services/bell/pyproject.toml": table})
    code, _, err = ran("usage", at=made.root)
    assert code == 2
    assert "did you mean `pings/v1`?" in err


# Large and odd contracts


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("each", DOCUMENTS, ids=lambda each: each.name)
def test_usage_of_public_contracts_is_told_in_seconds(each: Any, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.counterfoil]\npackage = "public"\n', "utf-8")
    lay_out(each, tmp_path)
    bundles = load(load_config(tmp_path)).bundles
    begun = time.process_time()
    found = [usage(bundle, ()) for bundle in bundles]
    assert time.process_time() - begun < 30
    assert all(told.rows for told in found if told.contract.name != "webhook31")


def test_recursion_is_followed_as_far_as_somebody_reads() -> None:
    told = said("usage", "orders/v1", "--all")
    assert "GET /orders/{id} 200 /lines/*/parts/*              –  (recursive)" in told
    assert "GET /orders/{id} 200 /lines/*/parts/*/parts/*/sku  web" in told


def test_swagger_is_told_as_openapi_is(monorepo: Make) -> None:
    swagger = {
        "swagger": "2.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "paths": {
            "/pets": {
                "post": {
                    "operationId": "addPet",
                    "parameters": [
                        {"in": "body", "name": "pet", "schema": {"$ref": "#/definitions/Pet"}}
                    ],
                    "responses": {
                        "201": {"description": "Added.", "schema": {"$ref": "#/definitions/Pet"}}
                    },
                }
            }
        },
        "definitions": {
            "Pet": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {}}},
            }
        },
    }
    expectations = {
        "consumer": "shop",
        "interactions": [
            {
                "description": "A pet",
                "recorded": True,
                "request": {"operation": "addPet", "body": {"name": "Rex"}},
                "response": {"status": 201, "reads": ["/name"]},
            }
        ],
    }
    made = monorepo(
        {
            "contracts/pets/v1/swagger.json": json.dumps(swagger),
            "contracts/pets/v1/expectations/shop.json": json.dumps(expectations),
        }
    )
    assert "nobody reads          POST /pets 201 /tags" in said("usage", at=made.root)
    told = said("impact", "pets/v1#/definitions/Pet/properties/name", at=made.root)
    assert "POST /pets 201 /name" in told
    assert "POST /pets body /name" in told
    assert "1 consumer would break" in told
    schema = f"pets/v1#/paths/{escape('/pets')}/post/responses/201/schema"
    assert "POST /pets 201 /name" in said("impact", schema, at=made.root)


STREAMED = """\
openapi: 3.1.0
info: {title: Parcels, version: 1.0.0}
paths:
  /moves:
    get:
      operationId: listMoves
      responses:
        "200":
          description: One move a line.
          content:
            application/x-ndjson:
              SCHEMA
"""
MOVE = "{type: object, properties: {town: {type: string}, at: {type: string}}}"
WATCHER = """\
consumer: watcher
interactions:
  - description: Moves
    request: {operation: listMoves}
    response: {status: 200, reads: [/*/town]}
"""


@pytest.mark.parametrize("schema", [f"schema: {MOVE}", f"schema: {{type: array, items: {MOVE}}}"])
def test_stream_is_the_list_of_its_items_however_it_is_described(
    monorepo: Make, schema: str
) -> None:
    made = monorepo({"contracts/parcels/v1/openapi.yaml": STREAMED.replace("SCHEMA", schema)})
    made.write({"contracts/parcels/v1/expectations/watcher.yaml": WATCHER})
    told = said("usage", "parcels/v1", at=made.root)
    assert re.search(r"watcher +/\*/town$", told, re.MULTILINE)
    assert re.search(r"nobody reads +GET /moves 200 /\*/at$", told, re.MULTILINE)
