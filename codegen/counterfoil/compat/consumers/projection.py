"""A schema as one consumer sees it: only what it reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from counterfoil.engine.expectations.pointers import EVERY, steps_of
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Schema, Use, escape

_UNIONS = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a value: the whole of it where nothing inside is named."""

    pattern: str = ""
    inside: dict[str, "Read"] = field(default_factory=dict)


def reads_of(use: Use) -> Read:
    """The fields that are read, as a tree.

    >>> sorted(reads_of(Use(reads=("/id", "/lines/*/sku"))).inside)
    ['id', 'lines']
    """
    root = Read()
    for pattern in (*use.reads, *use.members, *use.formats):
        at = root
        for step in steps_of(pattern):
            below = f"{at.pattern}/{step if step == EVERY else escape(step)}"
            at = at.inside.setdefault(step, Read(below))
    return root


@dataclass(frozen=True, slots=True)
class Projection:
    """What is left of schemas where only some fields are read, and only some members told apart."""

    components: Mapping[str, Component]
    use: Use

    def of(self, schema: Schema) -> Schema:
        """What a consumer asks of a value: that what it reads is there, and is what it was."""
        return self._seen(schema, reads_of(self.use), frozenset())

    def _seen(self, schema: Schema, read: Read, within: frozenset[str]) -> dict[str, Any]:
        if read.inside:
            return self._entered(schema, read, within)
        if read.pattern == "":
            return {}
        return self._leaf(schema, read, within)

    def _leaf(self, schema: Schema, read: Read, within: frozenset[str]) -> dict[str, Any]:
        """A field that is read as it is. Whoever tells no members apart takes any."""
        name = schema.get("$ref", "").removeprefix(PREFIX)
        target = self.components.get(name)
        kept = {key: value for key, value in schema.items() if key not in ("$ref", "enum", "const")}
        if read.pattern in self.use.members:
            kept |= {key: schema[key] for key in ("enum", "const") if key in schema}
        if target is not None and name not in within:
            seen = self._leaf(target.schema, read, within | {name})
            kept["allOf"] = [*kept.get("allOf", ()), seen]
        return kept

    def _entered(self, schema: Schema, read: Read, within: frozenset[str]) -> dict[str, Any]:
        """A container of which some parts are read."""
        built: dict[str, Any] = {}
        if "type" in schema:
            built["type"] = schema["type"]
        name = schema.get("$ref", "").removeprefix(PREFIX)
        mark = f"{name}\0{read.pattern}"
        parts = []
        if name in self.components and mark not in within:
            parts.append(self._seen(self.components[name].schema, read, within | {mark}))
        parts += [self._seen(each, read, within) for each in schema.get("allOf", ())]
        if parts:
            built["allOf"] = parts
        for key in _UNIONS:
            if key in schema:
                # What is left of alternatives may overlap, which `oneOf` would not allow.
                seen = [self._seen(each, read, within) for each in schema[key]]
                built.setdefault("allOf", []).append({"anyOf": seen})
        return built | self._members(schema, read, within)

    def _members(self, schema: Schema, read: Read, within: frozenset[str]) -> dict[str, Any]:
        built: dict[str, Any] = {}
        named = schema.get("properties", {})
        shown = {step: each for step, each in read.inside.items() if step in named}
        if shown:
            built["properties"] = {
                step: self._seen(named[step], each, within) for step, each in shown.items()
            }
        required = [each for each in schema.get("required", ()) if each in read.inside]
        if required:
            built["required"] = required
        every = read.inside.get(EVERY)
        if every is not None:
            for key in ("items", "additionalProperties"):
                if key in schema:
                    built[key] = self._seen(schema[key], every, within)
        return built
