"""Skeletons are what the engine makes of each class as a whole, whoever has answered.

What it cannot make costs one class; an engine that makes nothing stops the run.
"""

import builtins
import json
import keyword
import typing
from pathlib import Path
from typing import Any

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Monorepo
from corpus import DOCUMENTS, Document
from counterfoil.compile.models import draft, generator, plain, prepare
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.fields import Made, Refusal, Skeleton
from counterfoil.compile.models.generator import generated
from counterfoil.compile.models.skeletons import skeletons, unanswered
from counterfoil.engine.contracts import load_file
from counterfoil.model import CannotRun

FINE = {
    "type": "object",
    "properties": {"orderId": {"type": "string", "minLength": 3}},
    "required": [],
}
ODD = {"type": "string", "enum": ["In transit", "3"]}
"""What is not plain, so that the engine is asked."""
BEYOND = {
    "type": "object",
    "properties": {"a": {"type": "number", "default": 1e400}},
    "required": [],
}
"""No Python literal says what this defaults to."""
WORDS = (
    *(*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *dir(object), *dir(typing)),
    *(*dir(pydantic.BaseModel), *dir(str), *dir(dict), "modelConfig", "fromOrm", "modelName"),
)
"""Names that mean something to Python or to pydantic, whatever they are the names of here."""
NAMES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.lower),
    st.from_regex(r"[a-z]{1,4}(_?[a-z0-9]{1,3}){0,3}", fullmatch=True),
    st.from_regex(r"[a-zA-Z]{1,4}([-_. ]?[a-zA-Z0-9]{1,3}){0,3}", fullmatch=True),
    st.from_regex(r"[@$+0-9_-]?[a-b]{1,2}[-_]?", fullmatch=True),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=4),
)
BOUNDS = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {"type": st.just("integer")},
        optional={
            "minimum": st.integers(-3, 3),
            "maximum": st.integers(3, 9),
            "default": st.integers(0, 4),
        },
    ),
    st.fixed_dictionaries(
        {"type": st.just("number")},
        optional={"exclusiveMinimum": st.floats(-2, 2), "default": st.just(1)},
    ),
    st.fixed_dictionaries(
        {"type": st.just("string")},
        optional={"minLength": st.integers(0, 3), "default": st.sampled_from(["", "a", "it's"])},
    ),
    st.just({"type": "array", "maxItems": 3}),
    st.just({"default": True}),
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record whose properties may be called nearly alike."""
    properties = draw(st.dictionaries(NAMES, BOUNDS, min_size=1, max_size=6))
    required = draw(st.sets(st.sampled_from(sorted(properties))))
    return {"type": "object", "properties": properties, "required": sorted(required)}


def enumerations() -> st.SearchStrategy[dict[str, Any]]:
    """Of texts, or of numbers."""
    texts = st.lists(NAMES, min_size=1, max_size=5, unique=True)
    numbers = st.lists(st.integers(-3, 99), min_size=1, max_size=4, unique=True)
    return st.one_of(
        st.builds(lambda enum: {"type": "string", "enum": enum}, texts),
        st.builds(lambda enum: {"type": "integer", "enum": enum}, numbers),
    )


def exactly(made: Made) -> dict[str, str]:
    """So that 1, 1.0 and True are three things."""
    return {key: repr(each) for key, each in made.items()}


def keyed(bodies: list[dict[str, Any]]) -> dict[str, Any]:
    return {json.dumps(each, sort_keys=True): each for each in bodies}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(records(), enumerations()), min_size=1, max_size=5))
def test_composed_skeletons_are_those_of_whole_classes(bodies: list[dict[str, Any]]) -> None:
    asked = keyed(bodies)
    assert exactly(skeletons(asked)) == exactly(generated(asked))


@pytest.mark.parametrize("word", ["field", "enum"])
def test_plain_names_are_those_that_the_engine_gives(word: str) -> None:
    # Each in a class of its own, so that none of them makes way for another.
    if word == "field":
        bodies = [{"type": "object", "properties": {each: {}}, "required": []} for each in WORDS]
    else:
        bodies = [{"type": "string", "enum": [each]} for each in WORDS]
    asked = keyed(bodies)
    assert exactly(skeletons(asked)) == exactly(generated(asked))


def test_an_engine_that_nobody_has_compared_is_asked_about_every_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bodies = keyed(
        [
            {"type": "object", "properties": {"order_id": {}, "orderId": {}}, "required": []},
            {"type": "string", "enum": ["open"]},
        ]
    )
    assert not unanswered(bodies, Answers())
    usual = skeletons(bodies)
    monkeypatch.setattr(plain, "is_known", lambda: False)
    questions = unanswered(bodies, Answers())
    assert (set(questions.names), len(questions.enums)) == ({"order_id", "orderId"}, 1)
    assert skeletons(bodies) == usual == generated(bodies)


def test_what_is_known_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = keyed([FINE, ODD])
    known = Answers()
    made = skeletons(bodies, known)

    def broken(_: str) -> str:
        raise AssertionError("asked again")

    monkeypatch.setattr(generator, "generator", lambda: broken)
    assert skeletons(bodies, known) == made


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
def test_the_classes_of_public_documents_are_those_of_the_engine(
    document: Document, shared: Path
) -> None:
    (bundle,) = load_file(document.path, document.path.parent).bundles
    bodies = draft(bundle.api).bodies
    assert exactly(skeletons(bodies)) == exactly(generated(bodies))


def test_one_impossible_class_costs_itself() -> None:
    found = skeletons({"bad": BEYOND, **{f"fine{n}": FINE for n in range(9)}})
    refused = {key: each for key, each in found.items() if isinstance(each, Refusal)}
    assert list(refused) == ["bad"]
    assert refused["bad"].reason
    fields = [each.fields[0] for each in found.values() if isinstance(each, Skeleton)]
    assert {(each.name, each.wire_name) for each in fields} == {("order_id", "orderId")}
    assert len(fields) == 9


def test_an_engine_that_makes_nothing_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> str:
        raise AttributeError("it has another interface now")

    monkeypatch.setattr(generator, "generator", lambda: broken)
    with pytest.raises(CannotRun, match="datamodel-code-generator"):
        skeletons(keyed([ODD]))


def test_a_schema_without_a_class_is_named_and_still_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Monorepo(tmp_path)
    made.write(
        {
            "v1/schema.json": '{"type": "object", "required": ["its id"], '
            '"properties": {"its id": {"type": "string", "minLength": 30}}}'
        }
    )
    (bundle,) = load_file(tmp_path / "v1/schema.json", tmp_path).bundles
    make = generator.generator()

    def choosy(text: str) -> Any:
        if '"its id"' in text:
            raise ValueError("not this one")
        return make(text)

    monkeypatch.setattr(generator, "generator", lambda: choosy)
    models = prepare(bundle.api)
    (finding,) = models.findings
    assert (finding.rule, finding.at.path) == ("schema-left-out", "v1/schema.json")
    assert "not this one" in finding.message
    (rule,) = models.rules.values()
    assert rule["required"] == ["its id"] and rule["properties"]["its id"]["minLength"] == 30
