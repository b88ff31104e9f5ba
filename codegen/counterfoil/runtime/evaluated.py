"""Which parts of a value a schema has evaluated (JSON Schema Core 2020-12, section 11).

Only `unevaluatedProperties` and `unevaluatedItems` ask, so nothing is collected for other schemas.
"""

from collections.abc import Mapping
from typing import Any

from .patterns import searcher
from .rules import ARRAY, BuildSeen, Keyword, Rule, Seen, children


def together(parts: list[Seen]) -> Seen:
    """Whatever one of `parts` has evaluated."""

    def seen(value: Any) -> set[str | int]:
        found: set[str | int] = set()
        for part in parts:
            found |= part(value)
        return found

    return seen


def _all_of_kind(kind: type | tuple[type, ...]) -> BuildSeen:
    def seen(value: Any) -> set[str | int]:
        return {key for key, _ in children(value)} if isinstance(value, kind) else set()

    return lambda _: seen


def _properties(keyword: Keyword) -> Seen:
    known: frozenset[str] = frozenset(keyword.value)
    return lambda value: {*known.intersection(value)} if isinstance(value, dict) else set()


def _pattern_properties(keyword: Keyword) -> Seen:
    searches = [searcher(pattern) for pattern in keyword.value]

    def seen(value: Any) -> set[str | int]:
        if not isinstance(value, dict):
            return set()
        return {name for name in value if any(search(name) for search in searches)}

    return seen


def _prefix_items(keyword: Keyword) -> Seen:
    count = len(keyword.value)
    return lambda value: {*range(min(count, len(value)))} if isinstance(value, ARRAY) else set()


def _contains(keyword: Keyword) -> Seen:
    rule = keyword.compiler.rule(keyword.value)

    def seen(value: Any) -> set[str | int]:
        if not isinstance(value, ARRAY):
            return set()
        return {index for index, item in enumerate(value) if not rule(item, None)}

    return seen


def _reference(keyword: Keyword) -> Seen:
    reference: str = keyword.value
    compiler = keyword.compiler
    return lambda value: compiler.named_seen(reference)(value)


def _branches(keyword: Keyword) -> Seen:
    compiler = keyword.compiler
    return together([_accepted(compiler.rule(each), compiler.seen(each)) for each in keyword.value])


def _accepted(rule: Rule, seen: Seen) -> Seen:
    return lambda value: set() if rule(value, None) else seen(value)


def _dependent_schemas(keyword: Keyword) -> Seen:
    branches = [(name, keyword.compiler.seen(each)) for name, each in keyword.value.items()]
    return together([_present(name, seen) for name, seen in branches])


def _present(name: str, seen: Seen) -> Seen:
    return lambda value: seen(value) if isinstance(value, dict) and name in value else set()


def _if(keyword: Keyword) -> Seen:
    seen, schema = keyword.compiler.seen, keyword.schema
    rule, condition = keyword.compiler.rule(keyword.value), seen(keyword.value)
    then, otherwise = seen(schema.get("then", {})), seen(schema.get("else", {}))
    return lambda value: otherwise(value) if rule(value, None) else condition(value) | then(value)


EVALUATED: Mapping[str, BuildSeen] = {
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _all_of_kind(dict),
    "unevaluatedProperties": _all_of_kind(dict),
    "prefixItems": _prefix_items,
    "items": _all_of_kind(ARRAY),
    "contains": _contains,
    "unevaluatedItems": _all_of_kind(ARRAY),
    "$ref": _reference,
    "$dynamicRef": _reference,
    "allOf": _branches,
    "anyOf": _branches,
    "oneOf": _branches,
    "if": _if,
    "dependentSchemas": _dependent_schemas,
}
