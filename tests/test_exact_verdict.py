"""The server's models accept what the contract's schema accepts, and refuse what it refuses."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from compiled import Compiled, compile_monorepo
from corpus import DOCUMENTS, make_monorepo
from counterfoil.compile.models import Models, prepare
from counterfoil.compile.models.kinds import Kind
from counterfoil.compile.models.residue import closure, each_below
from counterfoil.engine.asserted import bounds
from counterfoil.model import Bundle
from counterfoil.runtime.formats import is_base64
from near import near
from test_schema_evaluator import DEFINITIONS, schemas, values
from typed_schemas import DEFINITIONS as TYPED
from typed_schemas import typed_schemas

PREFIX = "#/components/schemas/"
FORMATS = {"byte": is_base64, "base64": is_base64}
"""Those of OpenAPI, which the validator does not know."""


def _as_types_read(schema: Any) -> Any:
    """A schema that says outright how the server's types read it: every known difference.

    - OpenAPI's sized integers are bounds.
    - A schema with `properties` and without `type` also takes any value that is no object. Nobody
      means that; it is a class, and a class is an object.
    - A discriminator chooses the branch (OpenAPI 3.1, section 4.8.25), where JSON Schema tries all.
    """
    if isinstance(schema, bool):
        return schema
    found = {key: each_below(key, value, _as_types_read) for key, value in schema.items()}
    if sized := bounds(found.get("format", "")):
        limits = {"minimum": sized[0], "maximum": sized[1]}
        found["allOf"] = [*found.get("allOf", ()), limits]
    if "discriminator" in found and found.keys() & {"anyOf", "oneOf"}:
        found["allOf"] = [*found.get("allOf", ()), *_chosen(found)]
    return found


def _as_class_reads(schema: Any) -> Any:
    found = _as_types_read(schema)
    composed = found.keys() & {"type", "allOf", "anyOf", "oneOf", "$ref"}
    return {**found, "type": "object"} if found.get("properties") and not composed else found


def _chosen(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    told = schema["discriminator"]
    for tag, branch in told.get("mapping", {}).items():
        tagged = {"properties": {told["propertyName"]: {"const": tag}}}
        condition = {"type": "object", "required": [told["propertyName"]], **tagged}
        yield {"if": condition, "then": {"$ref": branch}}


def _judges(
    compiled: Compiled, bundle: Bundle, models: Models
) -> Iterator[tuple[str, Callable[[Any], bool], Callable[[Any], bool]]]:
    """Component by component: its name, the models' verdict, the schema's verdict."""
    module = compiled.module("server.models", bundle)
    read = compiled.module("_runtime.exact").read
    definitions = {name: each.schema for name, each in models.forms.components.items()}
    told = {name: _as_class_reads(schema) for name, schema in definitions.items()}
    for name in sorted(definitions):
        target = {"$ref": PREFIX + name}
        needed = closure([target], told)
        texts = json.dumps([definitions[each] for each in needed])
        if '"binary"' in texts or '"contentMediaType"' in texts:
            continue  # bytes, and therefore no JSON
        whole = {**target, "components": {"schemas": {each: told[each] for each in needed}}}
        validator = jsonschema_rs.Draft202012Validator(
            whole, validate_formats=True, formats=FORMATS
        )
        yield name, _reads(read, _type(module, models, name)), validator.is_valid


def _type(module: Any, models: Models, name: str) -> Any:
    """What a component is where it is used: a class that may be null says so there."""
    found = getattr(module, name)
    classed = models.kinds.kind(name) is not Kind.ALIAS
    nullable = models.kinds.accepts_null(models.forms.components[name].schema)
    return found | None if classed and nullable else found


def _reads(read: Callable[[Any, Any], Any], target: Any) -> Callable[[Any], bool]:
    def reads(value: Any) -> bool:
        try:
            read(target, value)
        except ValidationError:
            return False
        return True

    return reads


def _compare(compiled: Compiled, bundle: Bundle, others: Sequence[Any]) -> Counter[bool]:
    """How often both verdicts were yes, and no; on values near each schema, and on `others`."""
    models = prepare(bundle.api)
    definitions = {key: each.schema for key, each in models.forms.components.items()}
    verdicts: Counter[bool] = Counter()
    for component, reads, accepts in _judges(compiled, bundle, models):
        random = Random(component)
        for value in (
            *(near(definitions[component], definitions, random) for _ in range(25)),
            *others,
        ):
            schema = definitions[component]
            assert reads(value) is accepts(value), (component, schema, value)
            verdicts[accepts(value)] += 1
    return verdicts


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name",
    [
        "petstore30",
        "uspto",
        "train-travel",
        "spotify",
        "js-cloudevents-d7",
        "js-geojson-d7",
        "js-github-workflow-d7",
        pytest.param("js-vega-lite-d4", marks=pytest.mark.slow),
    ],
)
def test_models_of_public_contracts_give_the_verdict_of_their_schemas(
    name: str, tmp_path: Path, shared: Path
) -> None:
    document = next(each for each in DOCUMENTS if each.name == name)
    make_monorepo(tmp_path, document)
    compiled = compile_monorepo(tmp_path)
    (bundle,) = compiled.bundles
    verdicts = _compare(compiled, bundle, ())
    assert verdicts[True] and verdicts[False]


def _gathered(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """The same values on every run."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def gather(value: Any) -> None:
        found.append(value)

    gather()
    return found


@pytest.mark.parametrize(
    ("strategy", "definitions"),
    [(typed_schemas, TYPED), (schemas, DEFINITIONS)],
    ids=["as people write them", "of any keywords"],
)
def test_models_of_any_schema_give_its_verdict(
    strategy: st.SearchStrategy[Any], definitions: Mapping[str, Any], tmp_path: Path
) -> None:
    found = [each for each in _gathered(strategy, 120) if isinstance(each, dict)]
    components = {**definitions, **{f"Any{index}": each for index, each in enumerate(found)}}
    folder = tmp_path / "contracts/any/v1"
    folder.mkdir(parents=True)
    head = {"openapi": "3.1.0", "info": {"title": "Any", "version": "1.0.0"}, "paths": {}}
    document = {**head, "components": {"schemas": components}}
    (folder / "openapi.json").write_text(json.dumps(document), "utf-8")
    compiled = compile_monorepo(tmp_path)
    (bundle,) = compiled.bundles
    others = _gathered(values, 20)
    verdicts = _compare(compiled, bundle, others)
    assert verdicts[True] > 500
    assert verdicts[False] > 500
