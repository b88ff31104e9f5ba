"""Some schemas of a document in normal form, where all else is known from the last time.

What a document names are its units: a schema under `components/schemas` (`definitions` in Swagger 2.0)
with everything inside it. As long as a unit neither takes nor gives up a name that another one has, its
normal form follows from itself and from the names of the others.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from counterfoil.engine.library import Library
from counterfoil.engine.lower.references import renamed
from counterfoil.engine.lower.schemas import Lowered, Schemas
from counterfoil.engine.naming import class_name
from counterfoil.engine.outline import Edit, Piece, edited, outline
from counterfoil.model import Component, Contract, Json, Source, unescape


class Differs(Exception):
    """More than some units has changed; says what. The document has to be read as a whole."""


@dataclass(frozen=True, slots=True)
class Units:
    """A document as digests: each unit by its name in the contract, and all the rest as one."""

    rest: str
    schemas: Mapping[str, str]

    def changed(self, now: "Units") -> frozenset[str]:
        """The units that are not what they were. Raises Differs where anything else has changed."""
        if self.rest != now.rest or self.schemas.keys() != now.schemas.keys():
            raise Differs("more than schemas has changed")
        return frozenset(name for name, was in self.schemas.items() if now.schemas[name] != was)


def section(dialect: str) -> tuple[str, ...]:
    """Where a document names schemas."""
    return ("definitions",) if dialect == "2.0" else ("components", "schemas")


def units(source: Source, dialect: str) -> Units:
    """The units of a document, and the rest of it. Raises Differs where it has none."""
    whole, keys = source.value, section(dialect)
    above = [whole]
    for key in keys:
        inside = above[-1].get(key) if isinstance(above[-1], dict) else None
        if not isinstance(inside, dict):
            raise Differs("it names no schemas")
        above.append(inside)
    rest: Json = sorted(above[-1])
    for key, around in zip(keys[::-1], above[-2::-1], strict=True):
        rest = {**around, key: rest}
    return Units(_digest(rest), {name: _digest(each) for name, each in above[-1].items()})


def _digest(value: Json) -> str:
    try:
        text = orjson.dumps(value)
    except TypeError:
        # An integer beyond 64 bits, which only the slower writer knows.
        text = json.dumps(value).encode()
    return hashlib.blake2b(text, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """A contract as it is now, as far as it has to be known to tell what has changed."""

    contract: Contract
    """Its value may lack the schemas that have not changed."""
    units: Units
    pieces: list[Piece]
    edits: tuple[Edit, ...] | None
    """What has been written otherwise; None where that is not known."""


def read(contract: Contract) -> Reading:
    """A contract that is known as a whole. Raises Differs where it names no schemas."""
    source, keys = contract.source, section(contract.dialect)
    pieces = outline(source.held, keys) if source.path.endswith(".json") else []
    return Reading(contract, units(source, contract.dialect), pieces, None)


def read_edited(
    contract: Contract, was: Units, pieces: Sequence[Piece], raw: bytes
) -> Reading | None:
    """A contract of which the text had these pieces; it has no value yet.

    None where it is not certain that it says the same but for some schemas.
    """
    keys = section(contract.dialect)
    found = edited(pieces, raw, len(keys) + 1) if pieces else None
    if found is None:
        return None
    values = {each.name: each.value for each in found.edits}
    schemas = {**was.schemas, **{name: _digest(each) for name, each in values.items()}}
    # What has not changed is only referred to.
    value: Json = {name: values.get(name, {}) for name in was.schemas}
    for key in keys[::-1]:
        value = {key: value}
    source = replace(contract.source, value=value)
    return Reading(
        replace(contract, source=source), Units(was.rest, schemas), found.pieces, found.edits
    )


class Again:
    """Reads units of a document whose components had these names, by `path#pointer`, the last time."""

    def __init__(self, contract: Contract, root: Path, names: Mapping[str, str]) -> None:
        keys = section(contract.dialect)
        self._library = Library(root)
        self._schemas = Schemas(self._library)
        self._prefix = f"{contract.source.path}#/{'/'.join(keys)}/"
        self._known = dict(names)
        self._units = {name: self._unit(key) for key, name in names.items()}
        above = self._library.node(contract.source, contract.dialect).child(*keys)
        self._keys = {
            str(name): self._schemas.declare(above.child(name), str(name))
            for name in sorted(above.value)
        }

    def changed(self, unit: str) -> Mapping[str, Component]:
        """The components of a unit that is not what it was, by their names.

        Raises Differs where the change reaches beyond the unit. All that have changed come first.
        """
        lowered = self._schemas.inside(self._keys[unit])
        if self._schemas.findings or len(self._library.sources) > 1:
            raise Differs("reading it finds something")
        self._known |= self._named(unit, lowered)
        return self._components(unit, lowered)

    def members(self, unit: str) -> frozenset[str]:
        """The names of the components that a unit has, or had the last time."""
        return frozenset(name for name, home in self._units.items() if home == unit)

    def _unit(self, key: str) -> str:
        inside = key.startswith(self._prefix)
        return unescape(key.removeprefix(self._prefix).partition("/")[0]) if inside else ""

    def _components(self, unit: str, lowered: Mapping[str, Lowered]) -> dict[str, Component]:
        found = {}
        for key, each in lowered.items():
            try:
                name, schema = self._known[key], renamed(each.schema, self._known)
            except KeyError:
                raise Differs("it refers to what has no name yet") from None
            declared = each.owner is None
            found[name] = Component(
                name, schema, each.place, unit if declared else "", not declared
            )
        return found

    def _named(self, unit: str, lowered: Mapping[str, Lowered]) -> dict[str, str]:
        """The names of a unit's components, by key: those that a whole reading gives them."""
        names: dict[str, str] = {}
        # An owner comes before what it owns.
        for key, each in sorted(lowered.items(), key=lambda pair: len(pair[0])):
            if each.owner is None:
                if key != self._keys[unit]:
                    raise Differs("something refers into it")
                names[key] = self._known[key]
            else:
                names[key] = class_name(f"{names[each.owner.key]} {each.owner.path}")
        had = self.members(unit)
        others = self._units.keys() - had
        ours = had | set(names.values())
        numbered = {stem for each in others if (stem := _stem(each))}
        if len(set(names.values())) < len(names) or others & ours or numbered & ours:
            raise Differs("a name is wanted twice")
        if any(_stem(each) in ours for each in ours) or not all(map(str.isascii, ours)):
            raise Differs("a name may be wanted twice")
        self._units = {name: home for name, home in self._units.items() if name not in had}
        self._units |= dict.fromkeys(names.values(), unit)
        self._known = {key: name for key, name in self._known.items() if name not in had}
        return names


def _stem(name: str) -> str:
    """What a name that was taken has been numbered from; empty where it has no number."""
    stem, _, number = name.rpartition("_")
    return stem if number.isdecimal() else ""
