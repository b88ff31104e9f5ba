"""Where nothing is told, nothing differs: random schemas, rewritten at random, judged by a validator."""

import itertools
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from compared import everything, pool_of
from counterfoil.compat.differences import Difference
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.model import Direction

Schema = dict[str, Any]
_NAMES = ("a", "b", "ab")
_TEXTS = ("", "a", "b", "ab")
_LEAVES: tuple[Schema, ...] = (
    {},
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "null"},
    {"type": ["string", "null"]},
    {"type": ["integer", "string"]},
    {"type": "string", "maxLength": 1},
    {"type": "string", "minLength": 1},
    {"type": "string", "pattern": "^a"},
    {"type": "integer", "minimum": 1},
    {"exclusiveMaximum": 1},
    {"multipleOf": 2},
    {"enum": ["a", "b", None]},
    {"enum": [1, "a"]},
    {"const": "a"},
    {"const": None},
    {"not": {"type": "null"}},
    {"$ref": "#/components/schemas/Other"},
)
_LOOSE: tuple[Schema, ...] = (
    {"required": ["a"]},
    {"additionalProperties": False},
    {"additionalProperties": {"type": "string"}},
    {"patternProperties": {"^a": {"type": "string"}}},
    {"propertyNames": {"maxLength": 1}},
    {"minProperties": 1},
    {"maxProperties": 1},
    {"dependentRequired": {"a": ["b"]}},
    {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"unevaluatedProperties": False},
    {"items": {"type": "string"}},
    {"prefixItems": [{"type": "integer"}]},
    {"minItems": 1},
    {"maxItems": 1},
    {"uniqueItems": True},
    {"contains": {"type": "string"}},
    {"contains": {"type": "string"}, "minContains": 2},
    {"contains": {"type": "string"}, "maxContains": 1},
    {"unevaluatedItems": False},
    {"type": "object"},
    {"type": "array"},
    {"not": {"required": ["a"]}},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
    {"if": {"type": "string"}, "else": {"minimum": 0}},
)
"""What is drawn beside something else."""


def _schema(dice: random.Random, depth: int) -> Schema:
    if not depth or dice.random() < 0.3:
        return dict(dice.choice(_LEAVES))
    built: Schema = {}
    kind = dice.random()
    if kind < 0.4:
        names = dice.sample(_NAMES, dice.randint(1, 2))
        built = {"type": "object", "properties": {n: _further(dice, depth) for n in names}}
    elif kind < 0.55:
        built = {"type": "array", "items": _further(dice, depth)}
    elif kind < 0.85:
        keyword = dice.choice(("anyOf", "oneOf", "allOf"))
        built = {keyword: [_schema(dice, depth - 1) for _ in range(dice.randint(1, 3))]}
    for _ in range(dice.choice((0, 0, 1, 1, 2))):
        built.update(dice.choice(_LOOSE))
    return built


def _further(dice: random.Random, depth: int) -> Schema:
    """What is inside of a value, which may be such a value again."""
    if dice.random() < 0.1:
        return {"$ref": "#/components/schemas/Root"}
    return _schema(dice, depth - 1)


def _rewritten(dice: random.Random, schema: Schema) -> Schema:
    """Something that often says the same, and often almost the same."""
    built = {key: _inside(dice, key, value) for key, value in schema.items()}
    kind = dice.random()
    if kind < 0.12 and built:
        return {"allOf": [built]}
    if kind < 0.24 and len(built) > 1:
        left = {key for key in built if dice.random() < 0.5}
        parts = [
            {key: each for key, each in built.items() if key in left},
            {key: each for key, each in built.items() if key not in left},
        ]
        return {"allOf": parts}
    if kind < 0.28 and len(built) > 1:
        del built[dice.choice(sorted(built))]
    elif kind < 0.32:
        built.update(dice.choice(_LOOSE))
    elif kind < 0.36:
        return {"anyOf": [built, {"type": "null"}]}
    elif kind < 0.40:
        return dict(dice.choice(_LEAVES))
    elif kind < 0.46 and "const" in built:
        built["enum"] = [built.pop("const")]
    return built


def _inside(dice: random.Random, key: str, value: Any) -> Any:
    if key in ("properties", "patternProperties", "dependentSchemas"):
        return {name: _rewritten(dice, each) for name, each in value.items()}
    if key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        turned = [_rewritten(dice, each) for each in value]
        return turned[::-1] if key != "prefixItems" and dice.random() < 0.3 else turned
    if key in ("items", "not", "contains") and isinstance(value, dict):
        return _rewritten(dice, value)
    return value


_SCALARS: tuple[Any, ...] = (None, True, 0, 1, 2, 1.5, *_TEXTS)


def _values() -> tuple[Any, ...]:
    inner: tuple[Any, ...] = (*_SCALARS, {}, {"a": "a"}, {"b": 1}, [], ["a"], [1])
    objects = [
        dict(zip(names, chosen, strict=True))
        for count in (0, 1, 2)
        for names in itertools.combinations(("a", "b", "ab", "zz"), count)
        for chosen in itertools.product(inner if count < 2 else _SCALARS, repeat=count)
    ]
    lists = [list(each) for count in (0, 1, 2) for each in itertools.product(inner, repeat=count)]
    return (*_SCALARS, *objects, *lists, ["a", "a", "b"], ["a", 1, "b"], {"a": 1, "b": 1, "ab": 1})


VALUES = _values()


def _judge(pool: Pool, schema: Schema) -> Draft202012Validator:
    schemas = {name: each.schema for name, each in pool.components.items()}
    return Draft202012Validator({"allOf": [schema], "components": {"schemas": schemas}})


def _pools(seeds: range) -> Iterator[tuple[int, Pool]]:
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            dice = random.Random(seed)
            root, other = _schema(dice, 3), _schema(dice, 1)
            if "#/components/schemas/Other" in json.dumps(other):
                # A value that is what it is says nothing, and validators do not agree on it.
                continue
            one = {"Root": root, "Other": other}
            two = {name: _rewritten(dice, each) for name, each in one.items()}
            yield seed, pool_of(Path(folder) / str(seed), one, two, Direction.REQUEST)


def _assert_sound(seeds: range) -> None:
    silent = 0
    for seed, pool in _pools(seeds):
        told = [each for each in everything(pool) if each.on_wire]
        if not told:
            silent += 1
            judges = [
                _judge(pool, {"$ref": f"#/components/schemas/{version}.Root"})
                for version in Version
            ]
            for value in VALUES:
                before, after = (each.is_valid(value) for each in judges)
                assert before == after, (seed, value)
        for each in told:
            _assert_said(pool, each, seed)
    # Otherwise nothing would have been tested.
    assert silent > len(seeds) // 10


def _assert_said(pool: Pool, difference: Difference, seed: int) -> None:
    """What a difference says that a version says, it does say."""
    if difference.fact in (Fact.ALTERNATIVE_ADDED, Fact.ALTERNATIVE_REMOVED, Fact.SCHEMA_CHANGED):
        # These say what the other version would have said with this one change.
        return
    sides = (
        (difference.pair.baseline.schema, difference.baseline_part),
        (difference.pair.candidate.schema, difference.candidate_part),
    )
    for around, part in sides:
        if part == around or not part:
            continue
        judge, alone = _judge(pool, around), _judge(pool, part)
        for value in VALUES[:: 1 + len(VALUES) // 300]:
            assert not judge.is_valid(value) or alone.is_valid(value), (seed, difference, value)


def test_where_nothing_is_told_nothing_differs() -> None:
    _assert_sound(range(150))


@pytest.mark.slow
def test_where_nothing_is_told_nothing_differs_in_many() -> None:
    _assert_sound(range(1000, 2000))
