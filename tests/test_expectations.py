"""Files of expectations: read, refused, written, and renewed without touching what stands by hand."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINIMAL, Monorepo
from counterfoil.engine.contracts import load
from counterfoil.engine.expectations import block
from counterfoil.engine.expectations.format import objections
from counterfoil.engine.expectations.reading import LARGEST, expectations_in, interaction_in
from counterfoil.engine.expectations.schema import SCHEMA, schema_from, schema_text
from counterfoil.engine.expectations.writing import as_json, render, updated
from counterfoil.engine.sources import parse_source
from counterfoil.lint import lint
from counterfoil.model import (
    Ask,
    CannotRun,
    Config,
    Contract,
    Expectations,
    Finding,
    Given,
    In,
    Interaction,
    Json,
    Kind,
    Place,
    Source,
    Use,
)
from test_lint import TODAY

NOWHERE = Source("", "")
CONTRACT = Contract("pings", "v1", Kind.OPENAPI, "3.1", NOWHERE)
FILE = "contracts/pings/v1/expectations/crm.yaml"
ONE = """\
consumer: crm
interactions:
  - description: A ping
    request: {operation: getPing}
    response: {status: 200, reads: [/id]}
"""


def source_of(text: str, path: str = FILE) -> Source:
    source, findings = parse_source(path, text.encode())
    assert source is not None, findings
    return source


def interactions_in(text: str, path: str = FILE) -> list[Interaction]:
    source = source_of(text, path)
    assert [*objections(source)] == []
    return [*expectations_in(source, CONTRACT).interactions]


def plain(interactions: list[Interaction]) -> list[Json]:
    return [as_json(each) for each in interactions]


def read(made: Monorepo) -> tuple[list[Expectations], list[Finding]]:
    """What is in the only contract's folder, and what reading and linting find there."""
    config = Config(made.root, "p", "p")
    loaded = load(config)
    (bundle,) = loaded.bundles
    return [*bundle.expectations], [*loaded.findings, *lint(loaded.bundles, config, TODAY)]


# Reading


def test_file_is_read_as_the_format_says(monorepo: Callable[..., Monorepo]) -> None:
    text = """\
consumer: crm
x-owner: sales
interactions:
  - description: "Zoë's ping: \\"#1\\" & 李 🦀"
    recorded: true
    given: [nothing, {state: a ping, params: {id: 7}}]
    request:
      operation: GET /pings
      query: {n: no, version: "1.0"}
      body: null
      media-type: application/json
    response:
      status: 200
      reads: [/id, /a~1b/*]
      members: {/kind: [a, 1, null]}
      formats: {/id: uuid}
      headers: [Location]
"""
    made = monorepo()
    made.write({"contracts/pings/v1/openapi.yaml": MINIMAL, FILE: text})
    (found,), _ = read(made)
    (one,) = found.interactions
    assert (found.consumer, found.contract, found.owner) == ("crm", "pings/v1", "sales")
    assert one == Interaction(
        'Zoë\'s ping: "#1" & 李 🦀',
        one.place,
        Use(("/id", "/a~1b/*"), {"/kind": ("a", 1, None)}, {"/id": "uuid"}, ("Location",)),
        Ask(
            "GET /pings",
            {In.QUERY: {"n": "no", "version": "1.0"}},
            None,
            has_body=True,
            media_type="application/json",
        ),
        200,
        (Given("nothing"), Given("a ping", {"id": 7})),
        recorded=True,
    )
    assert one.read_place(1).at.line == 14


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("crm.yaml", ONE.replace("\n", "\r\n").encode()),
        ("crm.yml", ONE.encode()),
        ("crm.yaml", b"\xef\xbb\xbf" + ONE.encode()),
        ("crm.json", json.dumps(source_of(ONE).value).encode()),
    ],
    ids=["crlf", "yml", "byte-order-mark", "json"],
)
def test_every_form_of_file_says_the_same(
    monorepo: Callable[..., Monorepo], name: str, raw: bytes
) -> None:
    made = monorepo()
    made.write({FILE: ""})
    (made.root / FILE).unlink()
    (made.root / FILE).with_name(name).write_bytes(raw)
    (found,), findings = read(made)
    assert plain([*found.interactions]) == plain(interactions_in(ONE))
    assert {each.rule for each in findings} <= {"byte-order-mark"}


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "expectation-malformed"),
        (b"consumer: crm\ninteractions: [\n", "malformed-document"),
        (b"consumer: \xff\n", "malformed-document"),
        (b"consumer: crm\ninteractions: []\ninteractions: []\n", "duplicate-key"),
        (b"consumer: crm\ninteractions: " + b"[" * 300 + b"]" * 300, "document-too-deep"),
        (b"consumer: crm\ninteractions: []\nx-n: 1e999\n", "malformed-document"),
        (ONE.encode() + b"#" * LARGEST, "expectation-malformed"),
        (ONE.replace("A ping", '"A\\u0000ping"').encode(), "expectation-malformed"),
    ],
    ids=["empty", "no-yaml", "no-utf-8", "twice", "deep", "infinite", "huge", "nul"],
)
def test_what_cannot_be_read_is_a_finding(
    monorepo: Callable[..., Monorepo], raw: bytes, rule: str
) -> None:
    made = monorepo()
    made.write({FILE: ""})
    (made.root / FILE).write_bytes(raw)
    _, findings = read(made)
    assert rule in {each.rule for each in findings}
    assert all(each.at.path == FILE for each in findings)


def test_what_is_wrong_with_a_file_never_shows_its_values(
    monorepo: Callable[..., Monorepo],
) -> None:
    made = monorepo()
    made.write({FILE: ONE.replace("{operation: getPing}", "hunter2-hunter2")})
    _, findings = read(made)
    assert findings and "hunter2" not in str(findings)


def test_very_many_mistakes_are_told_of_in_part() -> None:
    text = "consumer: crm\ninteractions:\n" + "  - {description: 7}\n" * 5000
    found = [*objections(source_of(text))]
    assert len(found) < 100
    assert "more places like these" in found[-1].message


def test_consumers_elsewhere_are_nobodys_business(monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo()
    made.write({FILE: ONE})
    assert read(made)[1] == []
    (made.root / "services").mkdir()
    assert {each.rule for each in read(made)[1]} == {"expectation-consumer-unknown"}


def test_findings_name_the_consumer(monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo()
    made.write({FILE: ONE.replace("/id", "/idd")})
    (finding,) = read(made)[1]
    assert finding.consumers == ("crm",)
    assert (finding.at.line, finding.fix) == (5, "Write `/id`.")
    done = made.run("lint", "--format", "json")
    assert done.returncode == 1 and "expectation-field-unknown" in done.stdout


# Writing

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
odd = st.text("-?:,[]{}#&*!|>'\"%@` ab1.~<=\n\t\r\\", max_size=6)
scalars: st.SearchStrategy[Json] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    names,
    odd,
    st.sampled_from(
        ["no", "0x1f", "1e3", ".5", "=", "<<", "---", "... a", "0o7", "+1", "é", "2026-01-01"]
    ),
)
keys = st.one_of(names, odd, st.sampled_from(["<<", "\0<<", "on", "1", "k" * 1200]))
values: st.SearchStrategy[Json] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=10,
)
described = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
patterns = st.lists(names | odd, max_size=3).map(
    lambda steps: "".join(f"/{each.replace('~', '~0').replace('/', '~1')}" for each in steps)
)
uses = st.builds(
    Use,
    st.lists(patterns, max_size=3).map(tuple),
    st.dictionaries(patterns, st.lists(scalars, min_size=1, max_size=2).map(tuple), max_size=2),
    st.dictionaries(patterns, described, max_size=2),
)
asks = st.builds(
    lambda operation, parameters, body, kind: Ask(
        operation,
        {location: each for location, each in parameters.items() if each},
        body[0] if body else None,
        bool(body),
        kind,
    ),
    described,
    st.dictionaries(st.sampled_from([*In]), st.dictionaries(keys, values, max_size=2), max_size=2),
    st.lists(values, max_size=1),
    st.sampled_from(["", "application/json"]),
)
given_states = st.lists(
    st.builds(Given, described, st.dictionaries(keys, values, max_size=2)), max_size=2
).map(tuple)
answered = st.builds(
    Interaction,
    described,
    st.just(Place(NOWHERE)),
    uses,
    asks,
    st.integers(100, 599),
    given_states,
    st.booleans(),
)
told = st.builds(
    Interaction,
    described,
    st.just(Place(NOWHERE)),
    uses,
    recorded=st.booleans(),
    given=given_states,
)
several = st.lists(answered | told, max_size=4, unique_by=lambda each: each.description)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_what_is_written_in_blocks_is_read_back(value: dict[str, Json]) -> None:
    text = "".join(f"{line}\n" for line in block.lines(value))
    assert json.dumps(source_of(text).value) == json.dumps(value), text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(several, st.sampled_from(["", "../s.json"]))
def test_rendered_files_are_read_back(interactions: list[Interaction], schema: str) -> None:
    written = render(Expectations("crm", "pings/v1", NOWHERE, tuple(interactions), "sales"), schema)
    assert written.endswith("\n") and not written.endswith("\n\n")
    assert json.dumps(plain(interactions_in(written))) == json.dumps(plain(interactions))
    assert (f"$schema={schema}\n" in written) == bool(schema)


def test_strings_are_quoted_only_where_yaml_would_read_something_else() -> None:
    assert block.scalar("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11").startswith("7d1f")
    for text in ("no", "GET /orders/{id}", "/lines/*/sku", "2026-01-01", "on", "a#b", "12:30"):
        assert block.scalar(text) == text
    for text in ("1", "null", "", " a", "a: b", "a #b", "*a", "- a", "true", "1e3", "~"):
        assert block.scalar(text) == json.dumps(text)


# Renewing

LAID_OUT = """\
# Said by sales.
consumer: crm
interactions:

  # What we rely on whatever happens.
  - description: "By hand"   # since 2024
    request: {operation: getPing}
    response: {status: 200,
               reads: [/id]}
    # It has to stay.

  # Seen in a test.
  - {description: Same, recorded: true, request: {operation: getPing}, response: {status: 200}}

  # Will change.
  - description: Changed
    x-note: kept
    recorded: true
    request: {operation: getPing}
    response: {status: 200}
    # Inside.

  # Will go.
  - description: Gone
    recorded: true
    request: {operation: getPing}
    response:
      status: 200
      reads:
      - /id

  - description: >-
      By hand
      as well
    request: {operation: getPing}
    response: {status: 404}
# The end.
x-more: 1
"""


def seen(description: str, status: int = 200, **use: Any) -> Interaction:
    return Interaction(
        description, Place(NOWHERE), Use(**use), Ask("getPing"), status, recorded=True
    )


def renewed(text: str, *recorded: Interaction, path: str = FILE) -> str:
    return updated(text, source_of(text, path), recorded)


NEW = (seen("Changed", 404), seen("First", reads=("/id",)), seen("Same"), seen("Second"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_renewing_changes_what_was_recorded_and_nothing_else(newline: str) -> None:
    text = renewed(LAID_OUT.replace("\n", newline), *NEW)
    assert text.count(newline) == text.count("\n")
    head, _, rest = LAID_OUT.partition("  - description: Changed\n")
    tail = rest.partition("      - /id\n\n")[2].partition("# The end.")[0]
    assert text.replace(newline, "\n") == f"""\
{head}  - description: Changed
    recorded: true
    request:
      operation: getPing
    response:
      status: 404
    x-note: kept

{tail}  - description: First
    recorded: true
    request:
      operation: getPing
    response:
      status: 200
      reads:
        - /id
  - description: Second
    recorded: true
    request:
      operation: getPing
    response:
      status: 200
# The end.
x-more: 1
"""


def test_renewing_again_changes_no_byte() -> None:
    once = renewed(LAID_OUT, *NEW)
    assert renewed(once, *NEW) == once
    assert renewed(once, *reversed(NEW)) == once


def test_the_name_of_an_interaction_by_hand_is_taken() -> None:
    text = renewed(LAID_OUT, seen("By hand", 500))
    assert [each["description"] for each in source_of(text).value["interactions"]] == [
        "By hand",
        "By hand as well",
    ]
    assert renewed(text, seen("By hand", 500)) == text


@pytest.mark.parametrize(
    "text",
    [
        "consumer: crm\ninteractions: []\n",
        "consumer: crm\ninteractions:\n  []\n",
        "interactions: [] # none\nconsumer: crm\n",
        "consumer: crm\ninteractions: []",
        "---\nconsumer: crm\n'interactions': []\n...\n",
        "consumer: crm\ninteractions:\n- description: A\n  request: {operation: o}\n  response: {status: 200}",
        "consumer: crm\ninteractions:\n     -   description: A\n         message: {}\n  # on\nx-more: 1",
    ],
)
def test_new_interactions_go_into_every_layout(text: str) -> None:
    before = interactions_in(text)
    more = renewed(text, *NEW)
    assert plain(interactions_in(more)) == plain([*before, *NEW])
    assert plain(interactions_in(renewed(more))) == plain(before)
    assert renewed(renewed(more), *NEW).count("description") == len(before) + len(NEW)


def test_a_json_file_stays_one() -> None:
    text = json.dumps({**source_of(ONE).value, "x-more": 1})
    path = FILE.replace(".yaml", ".json")
    more = renewed(text, *NEW, path=path)
    assert json.loads(more)["x-more"] == 1
    assert plain(interactions_in(more, path)) == plain([*interactions_in(ONE), *NEW])
    assert renewed(more, *NEW, path=path) == more


@pytest.mark.parametrize(
    "text",
    [
        "consumer: crm\ninteractions: [{description: A, message: {}}]\n",
        "{consumer: crm, interactions: []}\n",
        "consumer: crm\ninteractions:\n"
        "  - {description: Changed, recorded: true, request: &ask {operation: o}, response: {status: 200}}\n"
        "  - {description: B, request: *ask, response: {status: 200}}\n",
    ],
    ids=["flow", "all-flow", "anchor"],
)
def test_a_layout_that_cannot_be_renewed_is_refused(text: str) -> None:
    with pytest.raises(CannotRun, match="cannot write"):
        renewed(text, *NEW)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(several, several)
def test_renewing_whatever_there_is(
    standing: list[Interaction], recorded: list[Interaction]
) -> None:
    text = render(Expectations("crm", "pings/v1", NOWHERE, tuple(standing)))
    wanted = [replace(each, recorded=True) for each in recorded]
    once = renewed(text, *wanted)
    assert renewed(once, *wanted) == once
    by_hand = [each for each in standing if not each.recorded]
    found = interactions_in(once)
    assert plain([each for each in found if not each.recorded]) == plain(by_hand)
    taken = {each.description for each in by_hand}
    left = {each.description: as_json(each) for each in wanted if each.description not in taken}
    assert {each.description: as_json(each) for each in found if each.recorded} == left


# The format


def test_the_schema_is_a_schema_and_lies_in_the_generated_folder(
    monorepo: Callable[..., Monorepo],
) -> None:
    jsonschema_rs.meta.validate(json.loads(schema_text()))
    made = monorepo()
    assert made.run("generate").returncode == 0
    named = (made.root / FILE).parent / schema_from(FILE, "generated")
    assert named.resolve() == (made.root / "generated" / SCHEMA).resolve()
    assert named.parent.resolve().joinpath(SCHEMA).read_text("utf-8") == schema_text()


def test_thousands_of_interactions_are_looked_at_in_seconds(
    monorepo: Callable[..., Monorepo],
) -> None:
    many = tuple(
        seen(f"Ping {index}", reads=("/id", "/nothing"), formats={"/id": "uuid"})
        for index in range(3000)
    )
    made = monorepo()
    made.write({FILE: render(Expectations("crm", "pings/v1", NOWHERE, many))})
    begin = time.process_time()
    _, findings = read(made)
    assert time.process_time() - begin < 15
    assert len(findings) == 6000


def test_interactions_of_a_file_keep_their_places() -> None:
    source = source_of(LAID_OUT)
    listed = Place(source) / "interactions"
    lines = [
        interaction_in(each, listed / index).place.at.line
        for index, each in enumerate(source.value["interactions"])
    ]
    assert lines == [6, 13, 16, 24, 32]


def test_a_waiver_outlives_what_comes_and_goes_around_it(monorepo: Callable[..., Monorepo]) -> None:
    """Fingerprints know descriptions and fields, and no numbers."""
    interaction = """
  - description: Ping
    given: [somebody is there]
    request: {operation: getPing, query: {page: 0}}
    response: {status: 200, reads: [%s], headers: [X-Gone]}
"""
    other = """
  - description: Pong
    request: {operation: getPing}
    response: {status: 200}
"""

    made = monorepo()

    def fingerprints(text: str) -> dict[str, str]:
        made.write({FILE: f"consumer: crm\ninteractions:{text}"})
        return {each.message: each.fingerprint for each in read(made)[1]}

    alone = fingerprints(interaction % "/gone")
    assert alone
    assert len(set(alone.values())) == len(alone)
    assert fingerprints(other + interaction % "/gone") == alone
    more = fingerprints(interaction % "/also, /gone")
    assert len(more) == len(alone) + 1
    assert more.items() >= alone.items()
