"""Some modules of a large contract, where all others stay as they are because few schemas have changed.

An increment is made only where it is certain to end in the same bytes as compiling everything: whatever
else could depend on a changed schema than its own module raises Differs, and everything is compiled.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from counterfoil.compile.memory import Memory, is_noted, is_plain, shape, shaped, targets
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.checks import checks_path, checks_renewed, has_untranslatable
from counterfoil.compile.models.classes import Block, Classes, body
from counterfoil.compile.models.expressions import CLIENT_MODELS, SERVER, Expressions
from counterfoil.compile.models.fields import Refusal, Skeleton
from counterfoil.compile.models.kinds import Kinds
from counterfoil.compile.models.modules import homes_of, in_order
from counterfoil.compile.models.prepared import as_object, rule_of
from counterfoil.compile.models.residue import asserting, closure, subschemas
from counterfoil.compile.models.skeletons import skeletons
from counterfoil.compile.models.writing import CLIENT_SIDE, SERVER_SIDE, Part, Side
from counterfoil.compile.tidy import tidy
from counterfoil.compile.watched import Shown
from counterfoil.engine.forms import references
from counterfoil.engine.lower.again import Again, Differs, Reading, Units, section
from counterfoil.model import Artifact, Component, Contract, Place, Schema, Source, escape

T = TypeVar("T")
_MOST = 300
"""Components; where more depend on a change, everything is compiled."""


@dataclass(frozen=True, slots=True)
class Increment:
    """The files that have changed, those that are no more, and what to remember now."""

    artifacts: tuple[Artifact, ...]
    removed: frozenset[str]
    memory: Memory
    places: tuple[str, ...]
    """JSON Pointers of the schemas that have changed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an increment stands on, beside the contract."""

    root: Path
    """Of the monorepo."""
    package: str
    answers: Answers
    """Of the engine; what it is asked now is added."""
    text: Callable[[str], str]
    """The text of a generated file of the contract, of which all stand. Raises Differs where it does not."""


def increment(memory: Memory, reading: Reading, ground: Ground) -> Increment:
    """What a new text of a contract changes. Raises Differs where everything has to be compiled."""
    contract, now = reading.contract, reading.units
    changed = sorted(units_of(memory).changed(now))
    change = _Change(memory, contract.source, Again(contract, ground.root, memory.names), changed)
    above = "/".join(["", *section(contract.dialect)])
    places = tuple(f"{above}/{escape(each)}" for each in changed)
    return _Writer(memory, change, contract, ground).increment(reading, places)


def units_of(memory: Memory) -> Units:
    """The units that are remembered."""
    return Units(memory.rest, memory.units)


class _Change:
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
        if name in self.now:
            return self.now[name]
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


class _Writer:
    """Writes the modules that a change reaches."""

    def __init__(self, memory: Memory, change: _Change, contract: Contract, ground: Ground) -> None:
        self._memory = memory
        self._change = change
        self._contract = contract
        self._ground = ground
        self._components = Shown(dict.fromkeys(change.wanted), change.component)
        self._kinds = Kinds(self._components)

    def increment(self, reading: Reading, places: tuple[str, ...]) -> Increment:
        """The changed files, and what is to be remembered."""
        memory, change = self._memory, self._change
        rules, read = self._rules()
        emitted: dict[str, _Side] = {}
        for side, known in ((CLIENT_SIDE, memory.client), (SERVER_SIDE, memory.server)):
            emitted[side.folder] = self._side(side, known, rules if side is SERVER_SIDE else {})
        checks, judged = self._checks(rules)
        kept = replace(
            memory,
            pieces=reading.pieces,
            rest=reading.units.rest,
            units=dict(reading.units.schemas),
            names=change.names,
            shapes=_kept(memory.shapes, change)
            | {name: shape(each) for name, each in change.now.items()},
            refers=_kept(memory.refers, change)
            | {name: sorted(set(references(each.schema))) for name, each in change.now.items()},
            plain=_plain(memory, change),
            values=_kept(memory.values, change)
            | {name: found for name, each in change.now.items() if (found := targets(each.schema))},
            wanted=change.wanted,
            client=emitted["client"].uses,
            server=emitted["server"].uses,
            rules=rules,
            read=read,
            judged=judged,
        )
        artifacts = [*emitted["client"].artifacts, *emitted["server"].artifacts, *checks]
        inputs = (self._contract.source.path,)
        return Increment(
            tuple(replace(each, content=tidy(each.content), inputs=inputs) for each in artifacts),
            emitted["client"].removed | emitted["server"].removed,
            kept,
            places,
        )

    def _rules(self) -> tuple[dict[str, Schema], dict[str, list[str]]]:
        """What is checked beside each type now, and what the checks of which component depend on."""
        change = self._change
        renewed = change.affected | change.gone
        rules = _kept(self._memory.rules, change)
        read = {
            name: left
            for name, users in self._memory.read.items()
            if (left := [each for each in users if each not in renewed])
        }
        schemas = Shown(self._components, lambda each: self._components[each].schema)
        for name in sorted(change.affected):
            rule, looked = rule_of(name, self._kinds, schemas)
            rules.pop(name, None)
            rules |= {name: rule} if rule else {}
            for each in looked - {name}:
                read[each] = sorted({*read.get(each, ()), name})
        return dict(sorted(rules.items())), dict(sorted(read.items()))

    def _side(
        self, side: Side, known: Mapping[str, list[str]], rules: Mapping[str, Schema]
    ) -> "_Side":
        memory, change = self._memory, self._change
        words = CLIENT_MODELS if side is CLIENT_SIDE else SERVER
        classes = Classes(
            Expressions(self._kinds, words), _Skeletons(self._kinds, self._ground.answers), rules
        )
        uses = _kept(known, change)
        uses |= {each.name: sorted(each.uses) for each in classes.blocks(change.affected)}
        before = after = homes_of(known, memory.wanted)
        if (uses, change.wanted) != (known, memory.wanted):
            after = homes_of(uses, change.wanted)
        if any(after.get(name, home) != home for name, home in before.items()):
            raise Differs("schemas move to other modules")
        modules = {after[name] for name in change.affected}
        modules |= {before[name] for name in change.gone} & set(after.values())
        blocks: dict[str, list[Block]] = {name: [] for name in sorted(modules)}
        for block in classes.blocks(name for name, home in after.items() if home in modules):
            blocks[after[block.name]].append(block)
        part = Part(self._contract, self._ground.package, side)
        made = [part.module(name, [*in_order(each)], after) for name, each in blocks.items()]
        if before.keys() != after.keys():
            made.append(part.index(after))
        gone = set(before.values()) - set(after.values())
        return _Side(made, frozenset(map(part.path, gone)), uses)

    def _checks(self, rules: Mapping[str, Schema]) -> tuple[list[Artifact], dict[str, Schema]]:
        """The module of the checks where it is another one now, and what it refers to."""
        memory, change = self._memory, self._change
        if bool(rules) != bool(memory.rules):
            raise Differs("checks come or go")
        touched = change.affected | change.gone
        if not touched & (rules.keys() | memory.rules.keys() | memory.judged.keys()):
            return [], memory.judged

        def definition(name: str) -> Schema:
            if name in memory.judged and name not in change.now:
                return memory.judged[name]
            return asserting(self._components[name].schema)

        definitions = Shown(dict.fromkeys({*self._components, *memory.judged}), definition)
        judged = {name: definitions[name] for name in sorted(closure(rules.values(), definitions))}
        if not rules:
            return [], judged
        contract, package = self._contract, self._ground.package
        text = self._ground.text(checks_path(contract, package))
        return [checks_renewed(contract, package, text, judged, rules, touched)], judged


@dataclass(frozen=True, slots=True)
class _Side:
    """The modules of one side that have changed, and what each component's class uses now."""

    artifacts: list[Artifact]
    removed: frozenset[str]
    uses: dict[str, list[str]]


class _Skeletons(Mapping[str, Skeleton]):
    """The skeletons that are asked for, made then."""

    def __init__(self, kinds: Kinds, known: Answers) -> None:
        self._kinds = kinds
        self._known = known
        self._made: dict[str, Skeleton] = {}

    def __getitem__(self, name: str) -> Skeleton:
        if name not in self._made:
            key = body(self._kinds, name)
            if key is None:
                raise KeyError(name)
            made = skeletons({key: json.loads(key)}, self._known)[key]
            if isinstance(made, Refusal):
                raise Differs(made.reason)
            self._made[name] = made
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds.components)

    def __len__(self) -> int:
        return len(self._kinds.components)


def _kept(known: Mapping[str, T], change: _Change) -> dict[str, T]:
    """What is known of the components that are still there and have not changed themselves."""
    return {
        name: each
        for name, each in known.items()
        if name not in change.gone and name not in change.now
    }


def _plain(memory: Memory, change: _Change) -> list[str]:
    found = {name for name in memory.plain if name not in change.gone and name not in change.now}
    return sorted(found | {name for name, each in change.now.items() if is_plain(each.schema)})


def _is_divided(component: Component, divided: frozenset[str]) -> bool:
    """Whether something in a component travels one way alone."""
    schema = component.schema
    return bool(divided.intersection(references(schema))) or _marks(schema)


def _marks(schema: Schema) -> bool:
    return bool(schema.keys() & {"readOnly", "writeOnly"}) or any(map(_marks, subschemas(schema)))
