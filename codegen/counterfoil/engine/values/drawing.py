"""Plausible values, drawn fast: what a schema leaves to chance is worked out once."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import extra_names, is_map
from counterfoil.engine.values.leaves import is_leaf
from counterfoil.engine.values.making import UNMADE, Maker, is_doubtful, name_of
from counterfoil.engine.values.picks import Path, bare, first, shifted, varied
from counterfoil.engine.values.places import examples
from counterfoil.model import Json, Schema

Draw: TypeAlias = Callable[[Dice], Json]

ROOM = 150
"""About how many places a drawn value has at most."""
_POOL = 4
_DEPTH = 8
_ITEMS = 3
_PRESENT = 8
"""One of so many optional properties, and of so many nullable ones, is not there."""


class Undrawn(Exception):
    """None of the branches has a value after all."""


@dataclass(slots=True)
class Drawings:
    """Draws values of one direction's schemas."""

    maker: Maker
    _known: dict[int, tuple[Schema, Draw | None]] = field(default_factory=dict)

    def of(self, schema: Schema) -> Draw | None:
        """How a value of the schema is drawn; None where none can be made."""
        found = self._known.get(id(schema))
        if found is None:
            found = self._known[id(schema)] = schema, self._plan(schema, (), ROOM)
        return found[1]

    def _plan(self, schema: Schema, path: Path, room: int) -> Draw | None:
        flats = self.maker.heights.possible(schema)
        if room < 1 or len(path) > _DEPTH:
            return _copied([self.maker.make(schema, bare, path, 0)])
        made = [flat for flat in flats if flat.type != "null"]
        nullable = len(made) < len(flats)
        if len(made) == 1:
            usual = self._along(schema, made[0], path, room)
        else:
            usual = self._union(schema, made, path, room) if made else None
        if usual is None:
            return _null if nullable else None
        return _rarely_null(usual) if nullable and path else usual

    def _union(self, schema: Schema, flats: Sequence[Flat], path: Path, room: int) -> Draw | None:
        """One way or another; how a value of a way is drawn is worked out when it is first taken."""
        known: dict[int, Draw | None] = {}

        def draw(dice: Dice) -> Json:
            start = dice.roll(len(flats))
            for number in (*range(start, len(flats)), *range(start)):
                if number not in known:
                    known[number] = self._along(schema, flats[number], path, room)
                plan = known[number]
                if plan is not None:
                    return plan(dice)
            raise Undrawn

        return draw

    def _along(self, schema: Schema, flat: Flat, path: Path, room: int) -> Draw | None:
        if is_leaf(flat):
            found = self.maker.leaf(schema, flat, name_of(path))
            return _leaf(flat, found.plain) if found.options else None
        own = [*examples(self.maker, schema, flat)]
        if own:
            return _copied(own)
        if is_doubtful(flat) or flat.distinct:
            picks = (first, *(varied(first, each) for each in range(1, _POOL)), shifted(bare, 1))
            return _copied([self.maker.along(schema, flat, pick, path, room) for pick in picks])
        if flat.type == "array":
            return self._array(flat, path, room)
        return self._object(flat, path, room)

    def _object(self, flat: Flat, path: Path, room: int) -> Draw | None:
        required = flat.needs(flat.required)
        names = [name for name in flat.known if name not in flat.absent]
        names = [name for name in names if name in required or room > 1]
        if not names and room > 1 and is_map(flat):
            names = [*islice(extra_names(self.maker, flat), _ITEMS)]
        below = (room - 1) // max(1, len(names))
        members = []
        for name in names:
            plan = self._plan(flat.child(name), (*path, name), below)
            if plan is None and name in required:
                return None
            if plan is not None:
                members.append((name, plan, name in required))
        needs = {name: flat.needs((name,)) for name, _, _ in members} if flat.dependents else {}
        return _object(members, needs)

    def _array(self, flat: Flat, path: Path, room: int) -> Draw | None:
        most = flat.items.most
        size = max(flat.items.least, flat.row_end or min(_ITEMS, _ITEMS if most is None else most))
        plans: list[Draw] = []
        for index in range(min(size, flat.row_end + 1)):
            plan = self._plan(flat.child(index), (*path, index), (room - 1) // size)
            if plan is None:
                size = index
                break
            plans.append(plan)
        if size < flat.items.least:
            return None
        return _array(plans, flat.items.least, size)


def _array(plans: Sequence[Draw], least: int, most: int) -> Draw:
    least = max(least, min(1, most))
    last = len(plans) - 1
    choices = most - least + 1

    def draw(dice: Dice) -> Json:
        size = least + (dice.roll(choices) if choices > 1 else 0)
        return [plans[min(index, last)](dice) for index in range(size)]

    return draw


def _object(
    members: Sequence[tuple[str, Draw, bool]], needs: Mapping[str, tuple[str, ...]]
) -> Draw:
    def draw(dice: Dice) -> Json:
        built: dict[str, Json] = {}
        for name, plan, required in members:
            if required or dice.roll(_PRESENT):
                built[name] = plan(dice)
        return built

    def kept(dice: Dice) -> Json:
        built = draw(dice)
        return {k: each for k, each in built.items() if all(n in built for n in needs[k])}

    return kept if needs else draw


def _leaf(flat: Flat, values: Sequence[Json]) -> Draw:
    if flat.formats == ("uuid",) and flat.members is None and not (flat.patterns or flat.examples):
        return _uuid
    if len(values) == 1:
        return lambda _: values[0]
    count = len(values)
    return lambda dice: values[dice.roll(count)]


def _uuid(dice: Dice) -> str:
    """A random UUID (RFC 9562, section 5.4)."""
    text = f"{dice.roll(1 << 64):016x}{dice.roll(1 << 64):016x}"
    variant = "89ab"[int(text[16], 16) % 4]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"


def _null(_: Dice) -> None:
    return None


def _rarely_null(usual: Draw) -> Draw:
    return lambda dice: usual(dice) if dice.roll(_PRESENT) else None


def _copied(values: Sequence[Json]) -> Draw | None:
    """One of these values as a copy, which its receiver may change."""
    found = [each for each in values if each is not UNMADE]
    if not found:
        return None
    return lambda dice: deepcopy(found[dice.roll(len(found))])
