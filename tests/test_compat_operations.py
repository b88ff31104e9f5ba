"""What changes around schemas: whom it breaks, with which exchange, and what both versions carry."""

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from conftest import SHARED
from counterfoil.compat.change import Change, Party
from counterfoil.compat.comparing import compare as compared
from counterfoil.compat.operations import Paired, pair
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.operations.statuses import sample
from counterfoil.compat.operations.templates import align
from counterfoil.compat.terms import Mode, Policy, Terms
from counterfoil.engine.contracts import load_file
from counterfoil.engine.rules import rules
from counterfoil.engine.wire.routes import Match, Routes
from counterfoil.model import (
    Api,
    Direction,
    Json,
    Operation,
    Reply,
    Request,
    Response,
    Severity,
    Verdict,
)
from versions import whole

TERMS = Terms(datetime.date(2026, 11, 20))
STRICT = replace(TERMS, policies=frozenset())
OASDIFF = SHARED / "compat-cases"

HEAD = "openapi: 3.1.0\ninfo: {title: Things, version: 1.0.0}\n"
DONE = '{"204": {description: Done.}}'
LISTED = '{"200": {description: Things., content: {application/json: {schema: {type: array}}}}}'

Compare = Callable[..., Paired]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """Pairs two documents, whose beginning is left out."""

    def paired(baseline: str, candidate: str, terms: Terms = TERMS) -> Paired:
        apis = [
            whole(tmp_path / str(number), HEAD + text).api
            for number, text in enumerate((baseline, candidate))
        ]
        return pair(apis[0], apis[1], terms)

    return paired


def get(inside: str, path: str = "/things", responses: str = LISTED) -> str:
    """A document with one operation."""
    lines = "".join(f"      {line}\n" for line in inside.splitlines())
    return f"paths:\n  {path}:\n    get:\n{lines}      responses: {responses}\n"


def post(content: str, required: str = "true") -> str:
    """A document with one operation that takes a body."""
    body = f"{{required: {required}, content: {{{content}}}}}"
    return f"paths:\n  /things:\n    post:\n      requestBody: {body}\n      responses: {DONE}\n"


def answering(responses: str) -> str:
    """A document with one operation that gives these answers."""
    return get("", responses=responses)


def told(paired: Paired) -> dict[str, str]:
    """Rule → verdict."""
    return {each.rule: each.verdict.value for each in paired.changes}


def only(paired: Paired) -> Change:
    """The one change that there is."""
    (change,) = paired.changes
    return change


def whats(paired: Paired) -> list[str]:
    """What the carriers carry."""
    return [each.what for each in paired.carriers]


def test_another_name_of_a_path_parameter_makes_no_other_path(compare: Compare) -> None:
    parameter = "parameters: [{{name: {0}, in: path, required: true, schema: {{type: string}}}}]"
    one = get(parameter.format("id"), "/things/{id}/parts")
    other = get(parameter.format("thing"), "/things/{thing}/parts")
    found = compare(one, other)
    assert told(found) == {"path-parameter-renamed": "proved-safe"}
    assert whats(found) == ["path parameter `thing`", "answer 200 (application/json)"]


def test_prefix_that_moves_to_the_server_makes_no_other_path(compare: Compare) -> None:
    one = "servers: [{url: https://things.example.com}]\n" + get("", "/v1/things")
    other = "servers: [{url: https://things.example.com/v1}]\n" + get("", "/things")
    assert told(compare(one, other)) == {"server-added": "proved-safe", "server-removed": "unknown"}


def test_path_that_was_met_by_another_template_too_is_judged_by_it(compare: Compare) -> None:
    one = get("") + f"  /things/mine:\n    delete:\n      responses: {DONE}\n"
    other = one.replace("/things/mine", "/things/yours")
    (removed,) = [each for each in compare(one, other).changes if each.rule == "operation-removed"]
    assert removed.witness["request"]["target"] == "/things/mine"
    assert removed.witness["reply"]["status"] == 404


def test_method_that_is_gone_is_refused_as_such(compare: Compare) -> None:
    one = get("") + f"    put:\n      responses: {DONE}\n"
    removed = only(compare(one, get("")))
    assert (removed.rule, removed.witness["reply"]["status"]) == ("operation-removed", 405)


def test_operation_that_moved_is_told_with_its_new_place(compare: Compare) -> None:
    one, other = (get("operationId: list", path) for path in ("/things", "/all-things"))
    removed = next(each for each in compare(one, other).changes if each.rule == "operation-removed")
    assert "GET /all-things has its operationId now" in removed.message


def test_shared_parameter_is_one_change_of_all_operations(compare: Compare) -> None:
    parameters = '[{$ref: "#/components/parameters/Shop"}]'
    operation = f"{{parameters: {parameters}, responses: {LISTED}}}"
    paths = "".join(f"  /{name}: {{get: {operation}}}\n" for name in ("a", "b", "c"))
    parameter = (
        "components: {parameters: {Shop: {name: shop, in: query, required: %s, schema: {}}}}"
    )
    found = compare(*(f"paths:\n{paths}{parameter % each}\n" for each in ("false", "true")))
    change = only(found)
    assert change.rule == "request-parameter-became-required"
    assert change.operations == tuple(f"things v1 GET /{name}" for name in ("a", "b", "c"))
    assert change.message.startswith("things v1: ")


def test_shared_header_that_is_gone_is_one_change_of_all_operations(compare: Compare) -> None:
    answer = "{description: Done., headers: {%s}}"
    kept, gone = answer % "ETag: {$ref: '#/components/headers/ETag'}", answer % ""
    headers = "components: {headers: {ETag: {schema: {type: string}}}}\n"
    one, other = (
        "paths:\n"
        + "".join(f"  /{n}: {{get: {{responses: {{'204': {each}}}}}}}\n" for n in ("a", "b"))
        + headers
        for each in (kept, gone)
    )
    change = only(compare(one, other))
    assert (change.rule, change.verdict.value) == ("response-header-removed", "unknown")
    assert change.operations == ("things v1 GET /a", "things v1 GET /b")


@pytest.mark.parametrize("name", ["Deprecation", "Sunset"])
def test_header_that_announces_an_end_goes_with_it(compare: Compare, name: str) -> None:
    answer = "{'204': {description: Done., headers: {%s}}}"
    one, other = answer % f"{name}: {{schema: {{type: string}}}}", answer % ""
    assert only(compare(answering(one), answering(other))).verdict is Verdict.PROVED_SAFE


def test_credentials_of_the_whole_contract_are_one_change(compare: Compare) -> None:
    paths = "paths:\n" + "".join(f"  /{n}: {{get: {{responses: {LISTED}}}}}\n" for n in ("a", "b"))
    schemes = "components: {securitySchemes: {key: {type: apiKey, in: header, name: Key}}}\n"
    change = only(compare(paths + schemes, "security: [{key: []}]\n" + paths + schemes))
    assert (change.rule, len(change.operations)) == ("security-added", 2)
    assert change.near.pointer == "/security"


SCHEMES = """\
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    same: {type: apiKey, in: header, name: x-key}
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.test/t", scopes: {}}}}
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("[{key: []}]", "[{same: []}]", {}),
        ("[{key: []}, {basic: []}]", "[{basic: []}, {key: []}]", {}),
        ("[]", "[{}]", {}),
        ("[{key: []}]", "[{key: []}, {}]", {"security-removed": "proved-safe"}),
        ("[{}, {key: []}]", "[{key: []}]", {"security-added": "proved-break"}),
        (
            "[{key: []}]",
            "[{key: [], basic: []}]",
            {
                "security-alternative-added": "proved-safe",
                "security-alternative-removed": "proved-break",
            },
        ),
        (
            "[{key: [], basic: []}]",
            "[{key: []}]",
            {
                "security-alternative-added": "proved-safe",
                "security-alternative-removed": "proved-safe",
            },
        ),
        (
            "[{bearer: []}]",
            "[{oauth: []}]",
            {
                "security-alternative-added": "proved-safe",
                "security-alternative-removed": "unknown",
            },
        ),
        ("[{oauth: [a]}]", "[{oauth: [a, b]}]", {"security-scope-added": "proved-break"}),
        ("[{oauth: [b, a]}]", "[{oauth: [a, b]}]", {}),
    ],
)
def test_credentials_are_compared_by_what_travels(
    compare: Compare, before: str, after: str, expected: Mapping[str, str]
) -> None:
    one, other = (get(f"security: {each}") + SCHEMES for each in (before, after))
    assert told(compare(one, other)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("application/json: {}", "application/*: {}", {}),
        ("application/json: {}", "application/json;charset=utf-8: {}", {}),
        ("application/json: {}", "Application/JSON: {}", {}),
        ("image/*: {}", '"*/*": {}', {}),
    ],
)
def test_media_types_that_take_the_same_are_no_change_for_who_sends(
    compare: Compare, before: str, after: str, expected: Mapping[str, str]
) -> None:
    found = {
        rule: verdict
        for rule, verdict in told(compare(post(before), post(after))).items()
        if rule != "request-media-type-added"
    }
    assert found == expected


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("application/json", "application/vnd.thing+json", "application/json"),
        ('"*/*"', "application/json", "application/vnd.counterfoil.sample"),
        ("image/*", "image/png", "image/vnd.counterfoil.sample"),
        ("application/xml", "application/json", "application/xml"),
    ],
)
def test_body_of_a_media_type_that_is_not_taken_any_more_is_refused(
    compare: Compare, before: str, after: str, sent: str
) -> None:
    found = compare(post(before + ": {schema: {}}"), post(after + ": {schema: {}}"))
    (removed,) = [each for each in found.changes if each.rule == "request-media-type-removed"]
    assert removed.verdict is Verdict.PROVED_BREAK
    assert ["Content-Type", sent] in removed.witness["request"]["headers"]
    assert removed.witness["reply"]["status"] == 415


def test_range_carries_what_it_covers_in_the_other_version(compare: Compare) -> None:
    schema = "{schema: {type: object}}"
    one = post(f"application/*: {schema}")
    other = post(f"application/json: {schema}, application/xml: {schema}")
    assert sorted(each.media_type for each in compare(one, other).carriers) == [
        "application/json",
        "application/xml",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"404": {description: A.}', "4XX: {description: A.}", {"response-status-added"}),
        ("4XX: {description: A.}", '"404": {description: A.}', {"response-status-removed"}),
        ('"404": {description: A.}', "default: {description: A.}", {"response-status-added"}),
        ("default: {description: A.}", "5XX: {description: A.}", {"response-status-removed"}),
        ("4xx: {description: A.}", "4XX: {description: A.}", set()),
    ],
)
def test_statuses_meet_their_range_and_the_default(
    compare: Compare, before: str, after: str, expected: set[str]
) -> None:
    kept = '"200": {description: Fine.}'
    found = compare(answering(f"{{{kept}, {before}}}"), answering(f"{{{kept}, {after}}}"))
    assert set(told(found)) == expected
    assert {each.verdict for each in found.changes} <= {Verdict.PROVED_SAFE}


def test_number_and_range_carry_the_same_answer(compare: Compare) -> None:
    content = "{description: Wrong., content: {application/problem+json: {schema: {}}}}"
    found = compare(answering(f'{{"404": {content}}}'), answering(f"{{4XX: {content}}}"))
    assert [(each.status, each.sender) for each in found.carriers] == [("404", Party.PROVIDER)]


def test_break_in_a_range_is_shown_by_the_status_that_the_other_version_names(
    tmp_path: Path,
) -> None:
    content = "{description: Wrong., content: {application/json: {schema: {type: %s}}}}"
    texts = (f'{{"404": {content % "string"}}}', f"{{4XX: {content % 'integer'}}}")
    one, other = (whole(tmp_path / str(len(each)), HEAD + answering(each)) for each in texts)
    (broken,) = [
        each for each in compared(one, other, TERMS).changes if each.rule.endswith("type-changed")
    ]
    assert broken.verdict is Verdict.PROVED_BREAK
    assert broken.witness["reply"]["status"] == 404


@pytest.mark.parametrize(("status", "sent"), [('"409"', 409), ("5XX", 501), ("default", 400)])
def test_error_status_breaks_those_who_know_each_by_itself(
    compare: Compare, status: str, sent: int
) -> None:
    kept = '"200": {description: Fine.}'
    both = answering(f"{{{kept}}}"), answering(f"{{{kept}, {status}: {{description: Wrong.}}}}")
    lenient, strict = only(compare(*both)), only(compare(*both, STRICT))
    assert (lenient.verdict, lenient.policies) == (Verdict.PROVED_SAFE, (Policy.TOLERANT_READER,))
    assert (strict.verdict, strict.witness["reply"]["status"]) == (Verdict.PROVED_BREAK, sent)


def test_success_that_is_never_answered_any_more_is_missed(compare: Compare) -> None:
    one, other = (answering(f'{{"{status}": {{description: Fine.}}}}') for status in ("200", "201"))
    assert told(compare(one, other)) == {
        "response-success-status-added": "proved-break",
        "response-success-status-removed": "proved-break",
    }


def test_success_that_leaves_another_one_is_not_missed(compare: Compare) -> None:
    fine = "{description: Fine.}"
    found = compare(answering(f'{{"200": {fine}, "201": {fine}}}'), answering(f'{{"200": {fine}}}'))
    assert told(found) == {"response-success-status-removed": "proved-safe"}


KNOWN = "object, required: [a], properties: {a: {type: string}}"
STYLED = "parameters: [{name: p, in: query, style: %s, explode: %s, schema: {type: %s}}]"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("form", "true", "string"), ("form", "false", "string"), {}),
        (("form", "true", "array"), ("form", "false", "array"), "proved-break"),
        (("form", "false", "array"), ("pipeDelimited", "false", "array"), "proved-break"),
        (("form", "true", KNOWN), ("deepObject", "true", KNOWN), "proved-break"),
    ],
)
def test_style_matters_where_a_value_is_read_as_another_one(
    compare: Compare, before: tuple[str, ...], after: tuple[str, ...], expected: str
) -> None:
    more = ", items: {type: string}, minItems: 2}}]"
    one, other = (
        get((STYLED % each).replace("array}}]", f"array{more}")) for each in (before, after)
    )
    found = told(compare(one, other))
    assert found == ({"request-parameter-style-changed": expected} if expected else {})


def test_nobody_misreads_what_nobody_sends(compare: Compare) -> None:
    styles = (("form", "true", KNOWN), ("deepObject", "true", KNOWN))
    one, other = (get(STYLED % each) for each in styles)
    found = compare(one, other, replace(TERMS, mode=Mode.NONE))
    assert told(found) == {"request-parameter-style-changed": "proved-safe"}


TOKENS = """\
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://%s.test", scopes: {}}}}
"""
FORM = """\
paths:
  /things:
    get:
      responses:
        "200":
          description: A form.
          content: {multipart/form-data: {schema: {type: object}, encoding: {a: {contentType: %s}}}}
"""


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (TOKENS % "a", TOKENS % "b", "security-scheme-token-url-changed"),
        (FORM % "text/a", FORM % "text/b", "response-encoding-changed"),
    ],
)
def test_nothing_is_unknown_where_nothing_has_to_get_on(
    compare: Compare, one: str, other: str, rule: str
) -> None:
    assert told(compare(one, other)) == {rule: "unknown"}
    assert told(compare(one, other, replace(TERMS, mode=Mode.NONE))) == {rule: "proved-safe"}


def test_header_parameters_have_no_case_and_moved_ones_are_one_change(compare: Compare) -> None:
    shape = "parameters: [{name: %s, in: %s, required: true, schema: {type: string}}]"
    same = compare(get(shape % ("X-Shop", "header")), get(shape % ("x-shop", "header")))
    moved = compare(get(shape % ("shop", "query")), get(shape % ("Shop", "header")))
    assert (told(same), told(moved)) == ({}, {"request-parameter-moved": "proved-break"})


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.BACKWARD, Verdict.PROVED_SAFE),
        (Mode.FORWARD, Verdict.PROVED_BREAK),
        (Mode.FULL, Verdict.PROVED_BREAK),
        (Mode.NONE, Verdict.PROVED_SAFE),
    ],
)
def test_mode_says_who_keeps_to_what(compare: Compare, mode: Mode, expected: Verdict) -> None:
    shape = "parameters: [{name: p, in: query, required: %s, schema: {type: string}}]"
    one, other = (get(shape % each) for each in ("true", "false"))
    assert only(compare(one, other, replace(TERMS, mode=mode))).verdict is expected


WEBHOOK = """\
webhooks:
  told:
    post:
      requestBody: {required: %s, content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: Heard., content: {application/json: {schema: {}}}}}
"""


@pytest.mark.parametrize(
    ("before", "after", "safe"), [("true", "false", False), ("false", "true", True)]
)
def test_webhooks_are_sent_by_the_provider(
    compare: Compare, before: str, after: str, *, safe: bool
) -> None:
    found = compare(WEBHOOK % before, WEBHOOK % after)
    assert only(found).verdict is (Verdict.PROVED_SAFE if safe else Verdict.PROVED_BREAK)
    assert [(each.title, each.sender, each.form) for each in found.carriers] == [
        ("things v1 webhook POST told", Party.PROVIDER, Direction.REQUEST),
        ("things v1 webhook POST told", Party.CONSUMER, Direction.RESPONSE),
    ]


def test_callbacks_are_sent_by_the_provider(compare: Compare) -> None:
    body = "{required: true, content: {application/json: {schema: {type: object}}}}"
    called = f"{{post: {{requestBody: {body}, responses: {DONE}}}}}"
    inside = 'callbacks: {told: {"{$request.body#/url}": ' + called + "}}"
    found = compare(get(inside), get(inside.replace("required: true", "required: false")))
    change = only(found)
    assert (change.rule, change.verdict.value) == ("request-body-became-optional", "proved-break")
    assert change.operations == ("things v1 GET /things callback told POST {$request.body#/url}",)
    assert found.carriers[-1].sender is Party.PROVIDER


def test_carriers_know_where_their_schemas_stand(compare: Compare) -> None:
    one = get("parameters: [{name: limit, in: query, schema: {type: integer}}]")
    parameter, answer = compare(one, one).carriers
    assert (parameter.name, parameter.sender) == ("limit", Party.CONSUMER)
    assert parameter.baseline_place.pointer == "/paths/~1things/get/parameters/0/schema"
    assert (answer.status, answer.media_type) == ("200", "application/json")
    assert answer.candidate_place.pointer.endswith(
        "/responses/200/content/application~1json/schema"
    )


def test_streams_carry_each_of_their_items(compare: Compare) -> None:
    stream = '{"200": {description: Lines., content: {application/jsonl: {schema: %s}}}}'
    item = stream % "{type: object}"
    listed = stream % "{type: array, items: {type: object}}"
    (carrier,) = compare(answering(item), answering(listed)).carriers
    assert carrier.items
    assert carrier.baseline == carrier.candidate


def test_a_schema_that_only_one_version_has_is_compared_with_any_value(compare: Compare) -> None:
    found = compare(
        post("application/json: {}"), post("application/json: {schema: {type: object}}")
    )
    (carrier,) = found.carriers
    assert carrier.baseline == {}
    assert carrier.candidate != {}


def test_message_is_carried_by_its_writer(tmp_path: Path) -> None:
    text = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}'
    apis = [whole(tmp_path / each, text, "told/v1/schema.json").api for each in ("a", "b")]
    (carrier,) = pair(apis[0], apis[1], TERMS).carriers
    assert (carrier.title, carrier.sender) == ("told v1", Party.WRITER)


def test_contract_of_another_kind_is_not_compared_any_further(tmp_path: Path) -> None:
    text = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}'
    message = whole(tmp_path / "a", text, "things/v1/schema.json").api
    found = pair(message, whole(tmp_path / "b", HEAD + get("")).api, TERMS)
    assert told(found) == {"contract-kind-changed": "unknown"}
    assert found.changes[0].severity is Severity.ERROR
    assert found.carriers == ()


def test_what_cannot_be_shown_is_not_called_proved(compare: Compare) -> None:
    impossible = "{type: string, minLength: 2, maxLength: 1}"
    one = get(f"parameters: [{{name: p, in: query, required: true, schema: {impossible}}}]")
    other = one.replace("parameters: [", "parameters: [{name: q, in: query, required: true}, ")
    change = only(compare(one, other))
    assert (change.rule, change.verdict.value) == ("request-required-parameter-added", "unknown")
    assert change.why


def test_operation_that_cannot_be_read_is_not_called_gone(compare: Compare) -> None:
    lost = get("parameters: [{$ref: '#/components/parameters/Lost'}]")
    removed, added = only(compare(get(""), lost)), only(compare(lost, get("")))
    assert (removed.rule, removed.verdict.value) == ("operation-removed", "unknown")
    assert "cannot be read any more" in removed.message
    assert "it can be read now" in added.message


def test_same_terms_make_the_same_witness(compare: Compare) -> None:
    one, other = post("application/json: {schema: {type: object}}"), post("text/csv: {}")
    assert compare(one, other).changes[0].witness == compare(one, other).changes[0].witness


# Two documents each, of which one was made from the other.


def pairs() -> Iterator[tuple[Path, Path]]:
    """Every pair of documents of the labelled cases, in both directions."""
    listed = OASDIFF / "oasdiff.jsonl"
    rows = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    known = dict.fromkeys((row["base_path"], row["revision_path"]) for row in map(json.loads, rows))
    for one, other in known:
        yield OASDIFF / one, OASDIFF / other
        yield OASDIFF / other, OASDIFF / one


def apis(one: Path, other: Path) -> tuple[Api, Api] | None:
    """Both documents, where both can be read."""
    found = api_of(one), api_of(other)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


@cache
def api_of(path: Path) -> Api | None:
    """What a document describes; None where it cannot be read."""
    bundles = load_file(path, SHARED).bundles
    return bundles[0].api if bundles else None


@pytest.mark.slow
def test_every_witness_is_accepted_by_one_version_alone(shared: Path) -> None:
    assert shared
    judged = 0
    for one, other in pairs():
        if (both := apis(one, other)) is None:
            continue
        for change in pair(*both, TERMS).changes:
            assert change.rule in rules(), change.rule
            if change.verdict is Verdict.PROVED_BREAK and "request" in change.witness:
                judged += 1
                assert is_proof(change, *both), (one, other, change)
    assert judged >= 60


def is_proof(change: Change, baseline: Api, candidate: Api) -> bool:
    """Whether one version accepts the exchange and the other one does not, judged from the report alone."""
    sides = Speaker(baseline, 1), Speaker(candidate, 1)
    request = request_of(change.witness)
    accepted = [_accepts(each, request) for each in sides]
    if "scopes" in change.witness:
        return all(accepted)
    if accepted[0] != accepted[1]:
        return True
    reply = reply_of(change.witness)
    known = [_knows(each, request, reply) for each in sides]
    return known[0] != known[1]


def _accepts(speaker: Speaker, request: Request) -> bool:
    return not speaker.routed(request).breaches


def _knows(speaker: Speaker, request: Request, reply: Reply) -> bool:
    meant = Routes(speaker.api).match(request.method, request.target)
    return isinstance(meant, Match) and speaker.understands(meant.operation, request, reply)


def request_of(witness: Json) -> Request:
    """The request of a witness, as bytes again."""
    told = witness["request"]
    headers = tuple((name, value) for name, value in told["headers"])
    return Request(told["method"], told["target"], headers, _bytes(told, headers))


def reply_of(witness: Json) -> Reply:
    """The answer of a witness, as bytes again."""
    told = witness["reply"]
    headers = tuple((name, value) for name, value in told["headers"])
    return Reply(told["status"], headers, _bytes(told, headers))


def _bytes(told: Json, headers: tuple[tuple[str, str], ...]) -> bytes:
    if "body" not in told:
        return b""
    body = told["body"]
    is_json = any("json" in value for name, value in headers if name == "Content-Type")
    return json.dumps(body).encode() if is_json or not isinstance(body, str) else body.encode()


@pytest.mark.slow
def test_no_document_differs_from_itself(shared: Path) -> None:
    looked = set()
    for folder in ("train-travel", "uspto", "webhook31", "petstore20-multi", "tags32"):
        for path in sorted((shared / "corpus" / folder).rglob("*.*")):
            if path.suffix in (".yaml", ".json") and (both := apis(path, path)) is not None:
                assert pair(*both, TERMS).changes == (), path
                looked.add(folder)
    assert len(looked) == 5


MIRRORED = ("-deprecated", "-reactivated", "sunset-", "stability-", "contract-", "security-scheme-")
"""What a lifecycle says looks one way: time does not run backwards."""


def verdicts(paired: Paired) -> list[str]:
    """How often each verdict is given."""
    return sorted(
        each.verdict.value for each in paired.changes if not any(m in each.rule for m in MIRRORED)
    )


@pytest.mark.slow
def test_consumers_ahead_of_their_provider_are_judged_as_those_behind_it(shared: Path) -> None:
    assert shared
    forward = replace(TERMS, mode=Mode.FORWARD)
    judged = 0
    for one, other in pairs():
        if (both := apis(one, other)) is not None:
            there, back = pair(both[0], both[1], TERMS), pair(both[1], both[0], forward)
            assert verdicts(there) == verdicts(back), (one, other)
            judged += len(there.changes)
    assert judged > 100


@pytest.mark.slow
def test_what_is_safe_for_everybody_is_taken_as_it_is_sent(shared: Path) -> None:
    assert shared
    judged = 0
    for one, other in pairs():
        both = load_file(one, SHARED).bundles, load_file(other, SHARED).bundles
        if not all(both):
            continue
        found = compared(both[0][0], both[1][0], STRICT).changes
        if all(each.verdict is Verdict.PROVED_SAFE for each in found):
            judged += sum(1 for _ in exchanged(both[0][0].api, both[1][0].api))
    assert judged > 1000


def exchanged(baseline: Api, candidate: Api) -> Iterator[None]:
    """Has consumers of the baseline ask a provider of the candidate, and read what it answers."""
    asks, answers = Speaker(baseline, 3), Speaker(candidate, 3)
    for operation, other in align(baseline, candidate).both:
        request = Request(operation.method, operation.path)
        for call in asks.calls(operation):
            said = asks.request(operation, call)
            if said is not None and not asks.routed(said).breaches:
                assert answers.routed(said).breaches == (), (operation.title, said)
                request = said
                yield
        for response in other.responses:
            for reply in replied(answers, other, response):
                if answers.understands(other, request, reply):
                    assert is_read(asks, operation, request, reply), (operation.title, reply)
                    yield


def is_read(speaker: Speaker, operation: Operation, request: Request, reply: Reply) -> bool:
    """Whether a consumer can read an answer; that it holds a secret is the provider's own fault."""
    breaches = speaker.terms.reply(operation, request, reply)
    known = all(each.rule == "write-only-sent" for each in breaches)
    return known or speaker.understands(operation, request, reply)


def replied(speaker: Speaker, operation: Operation, response: Response) -> Iterator[Reply]:
    """Answers of one documented response."""
    for status in sample(response.status, operation, operation):
        for media in response.content or (None,):
            yield from speaker.replies(response, status, media)
