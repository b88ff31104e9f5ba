"""The schemas of both versions in one namespace, as one direction carries them.

A schema of the baseline and one of the candidate can then stand side by side in a third:
`{"allOf": [baseline, {"not": candidate}]}`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from orjson import OPT_SORT_KEYS, dumps

from counterfoil.compat.classes import classes
from counterfoil.compat.terms import Version
from counterfoil.engine.forms import Forms, references, split
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Api, Component, Direction, Schema

_UNSAID = frozenset({"title", "description", "xml", "x-unit"})
"""Keywords that no comparison looks at."""
MARKS = frozenset({"readOnly", "writeOnly"})
"""Keywords that keep a property out of one direction."""


@dataclass
class Pool:
    """Components are called `baseline.Order` and `candidate.Order`; references say so.

    What does not travel in the direction is left out, and no `readOnly` or `writeOnly` is left; but
    for what `forms` and `left_out` keep.
    """

    baseline: Api
    candidate: Api
    direction: Direction
    forms: Mapping[Version, Forms] | None = None
    """Of each version, where they are known already, or where some of them are enough."""
    left_out: frozenset[str] = MARKS
    """Keywords that no schema has here."""
    _split: dict[Version, Forms] = field(default_factory=dict)

    def schema(self, version: Version, schema: Schema) -> Schema:
        """A schema of one version's contract, as this direction carries it, in the pool's names."""
        return _moved(self._of(version).seen(schema, self.direction), version, self.left_out)

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """Every component of both versions, by its name here."""
        return {
            f"{version}.{name}": Component(
                f"{version}.{name}",
                _moved(each.schema, version, self.left_out),
                each.place,
                each.author_name,
                each.hoisted,
            )
            for version in Version
            for name, each in self._of(version).components.items()
        }

    def target(self, schema: Schema) -> Component | None:
        """The component that a schema refers to; None where it refers to nothing."""
        return self.components.get(schema.get("$ref", "").removeprefix(PREFIX))

    def api(self, version: Version) -> Api:
        """The contract of one version."""
        return self.baseline if version is Version.BASELINE else self.candidate

    def unchanged(self, baseline: Schema, candidate: Schema) -> bool:
        """Whether two schemas, as their contracts have them, say the same; False says nothing."""
        if baseline != candidate:
            return False
        before, after = (self._of(version).keys[self.direction] for version in Version)
        return all(
            self._coloured[f"{Version.BASELINE}.{before[f'{PREFIX}{name}']}"]
            == self._coloured[f"{Version.CANDIDATE}.{after[f'{PREFIX}{name}']}"]
            for name in references(baseline)
        )

    def same(self, one: Schema, other: Schema) -> bool:
        """Whether two schemas of the pool say the same, whatever their components are called."""
        return one == other or self.colour(one) == self.colour(other)

    def _of(self, version: Version) -> Forms:
        if self.forms is not None:
            return self.forms[version]
        if version not in self._split:
            self._split[version] = split(self.api(version))
        return self._split[version]

    def colour(self, schema: Schema) -> bytes:
        """A digest that equals another one exactly where both schemas say the same."""
        told, targets = _told(schema)
        return _mixed(told, (self._coloured[name] for name in targets))

    @cached_property
    def _coloured(self) -> Mapping[str, bytes]:
        """Component → what equals another one's exactly where both say the same."""
        found = classes({name: _told(each.schema) for name, each in self.components.items()})
        return {name: number.to_bytes(4, "big") for name, number in found.items()}


def _moved(schema: Schema, version: Version, left_out: frozenset[str]) -> dict[str, Any]:
    """The schema with its references turned to the components of a version in the pool."""
    built: dict[str, Any] = {}
    for key, value in schema.items():
        if key in left_out:
            continue
        if key == "$ref":
            built[key] = _there(value, version)
        elif key == "discriminator":
            mapping = {tag: _there(each, version) for tag, each in value.get("mapping", {}).items()}
            built[key] = {**value, **({"mapping": mapping} if mapping else {})}
        elif key in SINGLE:
            built[key] = _moved(value, version, left_out)
        elif key in MAPPED:
            built[key] = {name: _moved(each, version, left_out) for name, each in value.items()}
        elif key in LISTED:
            built[key] = [_moved(each, version, left_out) for each in value]
        else:
            built[key] = value
    return built


def _there(reference: str, version: Version) -> str:
    return f"{PREFIX}{version}.{reference.removeprefix(PREFIX)}"


def _told(schema: Schema) -> tuple[bytes, tuple[str, ...]]:
    """A digest of what a schema says, its references aside, and what it refers to, in order."""
    told = _silent(schema)
    try:
        text = dumps(told, option=OPT_SORT_KEYS)
    except TypeError:
        # An integer beyond 64 bits, which only the slower writer knows.
        text = json.dumps(told, sort_keys=True).encode()
    return hashlib.blake2b(text, digest_size=16).digest(), tuple(_targets(schema))


def _targets(schema: Schema) -> Iterator[str]:
    """What a schema refers to, in an order that its digest fixes."""
    ordered = {key: schema[key] for key in sorted(schema)}
    for key, value in ordered.items():
        if key == "$ref":
            yield value.removeprefix(PREFIX)
        elif key == "discriminator":
            mapping = value.get("mapping", {})
            yield from (mapping[tag].removeprefix(PREFIX) for tag in sorted(mapping))
        elif key in SINGLE:
            yield from _targets(value)
        elif key in MAPPED:
            for name in sorted(value):
                yield from _targets(value[name])
        elif key in LISTED:
            for each in value:
                yield from _targets(each)


def _silent(schema: Schema) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _UNSAID:
            continue
        if key == "$ref":
            built[key] = ""
        elif key == "discriminator":
            built[key] = [value["propertyName"], _meant(schema)]
        elif key in SINGLE:
            built[key] = _silent(value)
        elif key in MAPPED:
            built[key] = {name: _silent(each) for name, each in value.items()}
        elif key in LISTED:
            built[key] = [_silent(each) for each in value]
        elif key in ("required", "type") and isinstance(value, list):
            built[key] = sorted(value)
        else:
            built[key] = value
    return built


def _meant(schema: Schema) -> list[tuple[str, int]]:
    """Tag → the alternative that it means, by its number; -1 where it is none of them."""
    alternatives = [each.get("$ref") for key in ("oneOf", "anyOf") for each in schema.get(key, ())]
    return [
        (tag, alternatives.index(target) if target in alternatives else -1)
        for tag, target in sorted(schema["discriminator"].get("mapping", {}).items())
    ]


def _mixed(own: bytes, others: Iterator[bytes]) -> bytes:
    mixed = hashlib.blake2b(own, digest_size=16)
    for each in others:
        mixed.update(each)
    return mixed.digest()
