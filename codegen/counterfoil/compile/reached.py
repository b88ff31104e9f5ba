"""Which components a change of some schemas makes others than they were, as far as that is certain."""

import json
from collections.abc import Iterable

from counterfoil.compile.memory import Memory, is_noted, is_plain, shaped, targets
from counterfoil.compile.models.checks import has_untranslatable
from counterfoil.compile.models.prepared import as_object
from counterfoil.compile.models.residue import subschemas
from counterfoil.engine.forms import references
from counterfoil.engine.lower.again import Again, Differs
from counterfoil.model import Component, Place, Schema, Source

_MOST = 300
"""Components; where more depend on a change, everything is compiled."""


class Change:
    """Which components a change of some units makes others than they were."""

    def __init__(
        self, memory: Memory, source: Source, again: Again, changed: Iterable[str]
    ) -> None:
        self._memory = memory
        self._source = source
        self._again = again
        self._pointers = {name: key.partition("#")[2] for key, name in memory.names.items()}
        self.names = dict(memory.names)
        self.wanted = dict(memory.wanted)
        self.now: dict[str, Component] = {}
        self.gone: set[str] = set()
        for unit in changed:
            self._read(unit)
        self.affected = self._reached() - self.gone

    def component(self, name: str) -> Component:
        """Any component, as it is now."""
        return self.now[name] if name in self.now else self.before(name)

    def before(self, name: str) -> Component:
        """Any component, as it was."""
        # What a form of a schema is called is in no document.
        place = Place(self._source, self._pointers.get(name, ""))
        return shaped(name, self._memory.shapes[name], place)

    @property
    def _divided(self) -> frozenset[str]:
        return frozenset(self._memory.divided)

    def _read(self, unit: str) -> None:
        memory = self._memory
        was = self._again.members(unit)
        now = {name: as_object(each) for name, each in self._again.changed(unit).items()}
        (root,) = (name for name, each in now.items() if not each.hoisted)
        if unit in memory.sealed or (was | now.keys()) & frozenset(memory.asked):
            raise Differs(f"operations look into {unit}")
        if root not in memory.plain or not is_plain(now[root].schema):
            raise Differs(f"{unit} is more than an object with properties")
        if was & self._divided or any(_is_divided(each, self._divided) for each in now.values()):
            raise Differs(f"{unit} travels otherwise one way than the other")
        if was & frozenset(memory.patterned) or any(
            has_untranslatable(each.schema) for each in now.values()
        ):
            raise Differs(f"{unit} has a pattern that is not checked")
        if was & frozenset(memory.noted) or any(is_noted(each.schema) for each in now.values()):
            raise Differs(f"documents tell what is deprecated in {unit}")
        for name, each in now.items():
            self._same_chains(name, each.schema)
        self._no_fields_called(now.keys() ^ was)
        self.gone |= was - now.keys()
        self.now |= now
        keys = {
            f"{each.place.source.path}#{each.place.pointer}": name for name, each in now.items()
        }
        self.names = {key: name for key, name in self.names.items() if name not in was} | keys
        asked = self.wanted[root]
        self.wanted = {name: each for name, each in self.wanted.items() if name not in was}
        self.wanted |= dict.fromkeys(now, asked)

    def _same_chains(self, name: str, schema: Schema) -> None:
        """No chain of references for one value has become longer."""
        found, values = targets(schema), self._memory.values
        if found != values.get(name, []) and any(each in values for each in found):
            raise Differs(f"{name} refers to what refers on")

    def _no_fields_called(self, names: Iterable[str]) -> None:
        """No field gives way to a class that is called so, or need not any more."""
        for name in names:
            said = json.dumps(name.rstrip("_"))
            if any(said in each for each in self._memory.shapes.values()):
                raise Differs(f"a field may be called {name}")

    def _reached(self) -> frozenset[str]:
        """The components whose classes may be others now."""
        memory = self._memory
        found = set(self.now)
        found.update(user for name in (*self.now, *self.gone) for user in memory.read.get(name, ()))
        # Who only uses any of these asks whether it is a record and takes null: it does as it did.
        found |= self._same_value([*self.now, *self.gone])
        if len(found) > _MOST:
            raise Differs("much depends on it")
        return frozenset(found)

    def _same_value(self, names: Iterable[str]) -> set[str]:
        """The components, and those that describe the same value by referring to them."""
        found, waiting = set(names), [*names]
        while waiting:
            name = waiting.pop()
            new = {each for each, to in self._memory.values.items() if name in to} - found
            found |= new
            waiting += new
        return found


def _is_divided(component: Component, divided: frozenset[str]) -> bool:
    """Whether something in a component travels one way alone."""
    schema = component.schema
    return bool(divided.intersection(references(schema))) or _marks(schema)


def _marks(schema: Schema) -> bool:
    return bool(schema.keys() & {"readOnly", "writeOnly"}) or any(map(_marks, subschemas(schema)))
