"""Follows decoded values through a program: which of their fields it reads."""

import enum
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from counterfoil.model import Json, escape
from counterfoil.record.notes import Seen

_JSON = (str, int, float, bool, type(None))


@dataclass(slots=True, eq=False)
class Trace:
    """What has been read so far of one value."""

    reads: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)
    members: dict[str, list[Json]] = field(default_factory=dict)
    headers: set[str] = field(default_factory=set)

    def seen(self) -> Seen:
        """All of it."""
        members = {pattern: tuple(each) for pattern, each in self.members.items()}
        return Seen(frozenset(self.reads), frozenset(self.typed), members, frozenset(self.headers))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a model stands in a value."""

    trace: Trace
    pattern: str
    model: "weakref.ref[Any]"


@dataclass(frozen=True, slots=True)
class _Pick:
    """A member of an enumeration that was read from a field."""

    value: object
    trace: Trace
    pattern: str


class Following:
    """Knows the models that came from answers and messages, and notes what is read of them.

    A model below another is known from when the field that it stands in is read.
    """

    def __init__(self, model: type) -> None:
        self.model = model
        self.spots: dict[int, Spot] = {}
        """By the identity of the model: models may be equal, and have no hash."""
        self._picks: dict[type, list[_Pick]] = {}
        self._names: dict[type, Mapping[str, str]] = {}

    def begin(self) -> None:
        """Forgets which members were read, as the next test begins."""
        self._picks.clear()

    def follow(self, value: object, trace: Trace) -> None:
        """Follows a value from its root."""
        self._look(value, trace, "")

    def keep(self, value: object, spot: Spot) -> None:
        """Follows a model that stands for the one at a spot, such as its copy."""
        key = id(value)
        reference = weakref.ref(value, lambda _: self.spots.pop(key, None))
        self.spots[key] = Spot(spot.trace, spot.pattern, reference)

    def read(self, model: object, name: str, value: object) -> None:
        """A field was read, by its name in Python."""
        spot = self.spots.get(id(model))
        if spot is None:
            return
        wire = self.names(type(model)).get(name)
        if wire is not None:
            self.note(spot, wire, value)

    def present(self, model: object, name: str) -> None:
        """Somebody asked whether a field was there, by its name in Python."""
        self.read(model, name, None)

    def note(self, spot: Spot, wire: str, value: object) -> None:
        """A property was read, by its name in JSON."""
        pattern = f"{spot.pattern}/{escape(wire)}"
        spot.trace.reads.add(pattern)
        self._look(value, spot.trace, pattern)

    def names(self, model: Any) -> Mapping[str, str]:
        """The fields of a model: name in Python → name in JSON."""
        if model not in self._names:
            self._names[model] = {
                name: each.serialization_alias or each.alias or name
                for name, each in model.model_fields.items()
            }
        return self._names[model]

    def passed_on(self, value: object) -> None:
        """Something was sent, compared or dumped: what it holds of known models counts as read."""
        spot = self.spots.get(id(value)) if isinstance(value, self.model) else None
        for name, each in self._inside(value):
            if spot is not None and isinstance(name, str):
                self.note(spot, name, each)
            self.passed_on(each)

    def dumped(self, model: object, result: object) -> None:
        """A model was dumped: what is in the result counts as read."""
        spot = self.spots.get(id(model))
        if spot is None or not isinstance(result, Mapping):
            return
        for wire, each in self._inside(model):
            names = {
                wire,
                *(name for name, known in self.names(type(model)).items() if known == wire),
            }
            for name in names & result.keys():
                self.note(spot, str(wire), each)
                self._dumped(each, result[name])

    def _dumped(self, value: object, result: object) -> None:
        if isinstance(value, self.model):
            self.dumped(value, result)
        elif isinstance(value, list | tuple) and isinstance(result, list | tuple):
            # Where some items were left out of the result, any of it may be of any of them.
            same = len(value) == len(result)
            for each, found in zip(value, result, strict=True) if same else product(value, result):
                self._dumped(each, found)
        elif isinstance(value, Mapping) and isinstance(result, Mapping):
            for name in value.keys() & result.keys():
                self._dumped(value[name], result[name])

    def told_apart(self, left: object, right: object) -> None:
        """Members were compared: one of them was read from a field, and the other is meant."""
        picks = self._picks.get(type(left)) or self._picks.get(type(right)) or ()
        found = [each for each in picks if each.value is left]
        member = right
        if not found:
            found, member = [each for each in picks if each.value is right], left
        meant = member.value if isinstance(member, enum.Enum) else member
        if not isinstance(meant, str | int):
            return
        for each in found:
            known = each.trace.members.setdefault(each.pattern, [])
            if meant not in known:
                known.append(meant)

    def _look(self, value: object, trace: Trace, pattern: str) -> None:
        """What a field holds, when it is read."""
        match value:
            case enum.Enum():
                self._picks.setdefault(type(value), []).append(_Pick(value, trace, pattern))
            case list() | tuple():
                self._look_inside(value, trace, f"{pattern}/*")
            case dict():
                self._look_inside(value.values(), trace, f"{pattern}/*")
            case _ if isinstance(value, self.model):
                self.keep(value, Spot(trace, pattern, weakref.ref(value)))
            case _ if not isinstance(value, _JSON):
                trace.typed.add(pattern)

    def _look_inside(self, values: Iterable[object], trace: Trace, pattern: str) -> None:
        for each in values:
            if not isinstance(each, self.model | list | tuple | dict):
                # Nobody sees which items of a list are used, once it is read.
                trace.reads.add(pattern)
            self._look(each, trace, pattern)

    def _inside(self, value: object) -> Iterator[tuple[object, object]]:
        """What is in a value, that of a model by its names in JSON."""
        match value:
            case list() | tuple():
                yield from enumerate(value)
            case dict():
                yield from ((None, each) for each in value.values())
            case _ if isinstance(value, self.model):
                yield from self._properties(value)

    def _properties(self, model: object) -> Iterator[tuple[str, object]]:
        """The properties that a model has; none that it lacks."""
        given = object.__getattribute__(model, "__pydantic_fields_set__")
        held = object.__getattribute__(model, "__dict__")
        names = self.names(type(model))
        for name, each in held.items():
            if name in given and name in names:
                yield names[name], each
        yield from (object.__getattribute__(model, "__pydantic_extra__") or {}).items()
