"""Keywords that apply schemas to a value or its parts (JSON Schema Core 2020-12, section 10)."""

from collections.abc import Callable, Mapping
from typing import Any

from .assertions import requires
from .identity import Number
from .patterns import searcher
from .rules import (
    ARRAY,
    FINE,
    Build,
    Keyword,
    Path,
    Rule,
    Schema,
    Violation,
    children,
    every,
    fail,
    is_refusal,
    show,
)

# Arrays


def _prefix_items(keyword: Keyword) -> Rule:
    rules = keyword.rules()

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, ARRAY):
            return FINE
        violations = FINE
        for index, (rule, item) in enumerate(zip(rules, value, strict=False)):
            violations = violations + rule(item, (path, index))
        return violations

    return check


def _items(keyword: Keyword) -> Rule:
    rule = keyword.compiler.rule(keyword.value)
    start = len(keyword.schema.get("prefixItems", ()))

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, ARRAY):
            return FINE
        violations = FINE
        for index in range(start, len(value)):
            found = rule(value[index], (path, index))
            if found:
                violations = violations + found
        return violations

    return check


def _contains(keyword: Keyword) -> Rule:
    rule = keyword.compiler.rule(keyword.value)
    least: Number = keyword.schema.get("minContains", 1)
    most: Number = keyword.schema.get("maxContains", float("inf"))

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, ARRAY):
            return FINE
        count = sum([not rule(item, path) for item in value])
        if count < least:
            return fail(path, "contains", f"holds {count} of at least {show(least)} such items")
        if count > most:
            return fail(path, "maxContains", f"holds {count} of at most {show(most)} such items")
        return FINE

    return check


# Objects


def _properties(keyword: Keyword) -> Rule:
    rules = [(name, keyword.compiler.rule(each)) for name, each in keyword.value.items()]

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        violations = FINE
        for name, rule in rules:
            if name in value and (found := rule(value[name], (path, name))):
                violations = violations + found
        return violations

    return check


def _pattern_properties(keyword: Keyword) -> Rule:
    rules = [(searcher(name), keyword.compiler.rule(each)) for name, each in keyword.value.items()]

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        violations = FINE
        for search, rule in rules:
            for name, item in value.items():
                if search(name):
                    violations = violations + rule(item, (path, name))
        return violations

    return check


def _additional_properties(keyword: Keyword) -> Rule:
    rule = keyword.compiler.rule(keyword.value)
    is_additional = _additional(keyword.schema)

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        violations = FINE
        for name, item in value.items():
            if is_additional(name) and (found := rule(item, (path, name))):
                violations = violations + _refused(
                    keyword, "additionalProperties", path, name, found
                )
        return violations

    return check


def _additional(schema: Schema) -> Callable[[str], bool]:
    known = frozenset(schema.get("properties", ()))
    searches = [searcher(pattern) for pattern in schema.get("patternProperties", ())]
    return lambda name: name not in known and not any(search(name) for search in searches)


def _refused(
    keyword: Keyword, name: str, path: Path, key: str | int, found: list[Violation]
) -> list[Violation]:
    if not is_refusal(keyword.value):
        return found
    return fail((path, key), name, "is not part of the contract")


def _property_names(keyword: Keyword) -> Rule:
    rule = keyword.compiler.rule(keyword.value)

    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        violations = FINE
        for name in value:
            violations = violations + rule(name, (path, name))
        return violations

    return check


def _dependent_required(keyword: Keyword) -> Rule:
    return _dependent({name: requires(wanted) for name, wanted in keyword.value.items()})


def _dependent_schemas(keyword: Keyword) -> Rule:
    return _dependent({name: keyword.compiler.rule(each) for name, each in keyword.value.items()})


def _dependent(rules: Mapping[str, Rule]) -> Rule:
    def check(value: Any, path: Path) -> list[Violation]:
        if not isinstance(value, dict):
            return FINE
        violations = FINE
        for name, rule in rules.items():
            if name in value:
                violations = violations + rule(value, path)
        return violations

    return check


# In place


def _reference(keyword: Keyword) -> Rule:
    reference: str = keyword.value
    compiler = keyword.compiler
    return lambda value, path: compiler.named(reference)(value, path)


def _all_of(keyword: Keyword) -> Rule:
    return every(keyword.rules())


def _any_of(keyword: Keyword) -> Rule:
    rules = keyword.rules()

    def check(value: Any, path: Path) -> list[Violation]:
        for rule in rules:
            if not rule(value, path):
                return FINE
        return fail(path, "anyOf", f"{show(value)} that is none of the {len(rules)} alternatives")

    return check


def _one_of(keyword: Keyword) -> Rule:
    rules = keyword.rules()

    def check(value: Any, path: Path) -> list[Violation]:
        fitting = [number for number, rule in enumerate(rules, 1) if not rule(value, path)]
        if len(fitting) == 1:
            return FINE
        which = f"none of the {len(rules)} alternatives"
        if fitting:
            which = f"alternatives {fitting[0]} and {fitting[1]} at once"
        return fail(path, "oneOf", f"{show(value)} that is {which}")

    return check


def _not(keyword: Keyword) -> Rule:
    rule = keyword.compiler.rule(keyword.value)

    def check(value: Any, path: Path) -> list[Violation]:
        if rule(value, path):
            return FINE
        return fail(path, "not", f"{show(value)} that the contract excludes")

    return check


def _if(keyword: Keyword) -> Rule:
    rule, schema = keyword.compiler.rule, keyword.schema
    condition = rule(keyword.value)
    then, otherwise = rule(schema.get("then", {})), rule(schema.get("else", {}))
    return lambda value, path: (otherwise if condition(value, path) else then)(value, path)


def _unevaluated(name: str, kind: type | tuple[type, ...]) -> Build:
    def build(keyword: Keyword) -> Rule:
        rule = keyword.compiler.rule(keyword.value)
        rest = {each: value for each, value in keyword.schema.items() if each != name}
        seen = keyword.compiler.seen(rest)

        def check(value: Any, path: Path) -> list[Violation]:
            if not isinstance(value, kind):
                return FINE
            evaluated = seen(value)
            violations = FINE
            for key, item in children(value):
                if key not in evaluated and (found := rule(item, (path, key))):
                    violations = violations + _refused(keyword, name, path, key, found)
            return violations

        return check

    return build


APPLICATORS: Mapping[str, Build] = {
    "$ref": _reference,
    # Lowering leaves a dynamic reference only where it can mean one schema.
    "$dynamicRef": _reference,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "propertyNames": _property_names,
    "prefixItems": _prefix_items,
    "items": _items,
    "contains": _contains,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "unevaluatedProperties": _unevaluated("unevaluatedProperties", dict),
    "unevaluatedItems": _unevaluated("unevaluatedItems", ARRAY),
}
