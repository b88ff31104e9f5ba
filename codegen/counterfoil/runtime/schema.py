"""Verdicts of JSON Schema 2020-12 on JSON values, for what Python types cannot say.

A schema is compiled once into closures. References name schemas of one flat table and are followed
only when they are met, so that recursive schemas compile. The formats of `formats` are asserted; others
are annotations, as the specification has them.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .applicators import APPLICATORS
from .assertions import ASSERTIONS
from .evaluated import EVALUATED, together
from .rules import Keyword, Rule, Schema, Seen, Violation, every

REFERENCE = "#/components/schemas/"

# A value of the wrong kind is told so before anything deeper is tried.
_KEYWORDS = {**ASSERTIONS, **APPLICATORS}

Check: TypeAlias = Callable[[Any], list[Violation]]


def compile_schema(schema: Schema, definitions: Mapping[str, Schema]) -> Check:
    """A function that lists what a JSON value breaks in `schema`; nothing where it conforms.

    Every `$ref` is `#/components/schemas/NAME`, with NAME in `definitions`. A value nested too deep
    to be judged is a violation too.

    >>> check = compile_schema({"type": "string", "maxLength": 3}, {})
    >>> check("abc")
    []
    >>> check("abcd")[0].message
    '"abcd" is longer than 3 characters'
    """
    return guarded(Compiled(definitions).rule(schema))


def guarded(rule: Rule) -> Check:
    """The check of a rule, for which a value nested too deep to be judged is a violation too."""

    def check(value: Any) -> list[Violation]:
        try:
            return list(rule(value, None))
        except RecursionError:
            return [Violation("", "$ref", "is nested too deep to be checked")]

    return check


class Compiled:
    """The rules of one table of schemas; each is compiled once, when it is first met."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self._definitions = definitions
        self._rules: dict[str, Rule] = {}
        self._seen: dict[str, Seen] = {}

    def rule(self, schema: Any) -> Rule:
        schema = _as_object(schema)
        return every(
            [
                build(Keyword(schema[keyword], schema, self))
                for keyword, build in _KEYWORDS.items()
                if keyword in schema
            ]
        )

    def named(self, reference: str) -> Rule:
        found = self._rules.get(reference)
        if found is None:
            found = self._rules[reference] = self.rule(self._definition(reference))
        return found

    def seen(self, schema: Any) -> Seen:
        schema = _as_object(schema)
        return together(
            [
                build(Keyword(schema[keyword], schema, self))
                for keyword, build in EVALUATED.items()
                if keyword in schema
            ]
        )

    def named_seen(self, reference: str) -> Seen:
        found = self._seen.get(reference)
        if found is None:
            found = self._seen[reference] = self.seen(self._definition(reference))
        return found

    def _definition(self, reference: str) -> Schema:
        name = reference.removeprefix(REFERENCE).replace("~1", "/").replace("~0", "~")
        return self._definitions[name]


def _as_object(schema: Any) -> Schema:
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    found: Schema = schema
    return found
