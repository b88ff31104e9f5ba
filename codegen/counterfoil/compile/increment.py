"""Some modules of a large contract, where all others stay as they are because few schemas have changed.

An increment is made only where it is certain to end in the same bytes as compiling everything: whatever
else could depend on a changed schema than its own module raises Differs, and everything is compiled.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from counterfoil.compile.memory import Memory, is_plain, shape, targets
from counterfoil.compile.models.answers import Answers
from counterfoil.compile.models.checks import checks_path, checks_renewed
from counterfoil.compile.models.classes import Block, Classes, body
from counterfoil.compile.models.expressions import CLIENT_MODELS, SERVER, Expressions
from counterfoil.compile.models.fields import Refusal, Skeleton
from counterfoil.compile.models.kinds import Kinds
from counterfoil.compile.models.modules import homes_of, in_order
from counterfoil.compile.models.prepared import rule_of
from counterfoil.compile.models.residue import asserting, closure
from counterfoil.compile.models.skeletons import skeletons
from counterfoil.compile.models.writing import CLIENT_SIDE, SERVER_SIDE, Part, Side
from counterfoil.compile.reached import Change
from counterfoil.compile.tidy import tidy
from counterfoil.compile.watched import Shown
from counterfoil.engine.forms import references
from counterfoil.engine.lower.again import Again, Differs, Reading, Units, section
from counterfoil.model import Artifact, Contract, Schema, escape

T = TypeVar("T")


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
    change = Change(memory, contract.source, Again(contract, ground.root, memory.names), changed)
    above = "/".join(["", *section(contract.dialect)])
    places = tuple(f"{above}/{escape(each)}" for each in changed)
    return _Writer(memory, change, contract, ground).increment(reading, places)


def units_of(memory: Memory) -> Units:
    """The units that are remembered."""
    return Units(memory.rest, memory.units)


class _Writer:
    """Writes the modules that a change reaches."""

    def __init__(self, memory: Memory, change: Change, contract: Contract, ground: Ground) -> None:
        self._memory = memory
        self._change = change
        self._contract = contract
        self._ground = ground
        self._components = Shown(dict.fromkeys(change.wanted), change.component)
        self._kinds = Kinds(self._components)
        self._before = Kinds(Shown(dict.fromkeys(memory.wanted), change.before))

    def increment(self, reading: Reading, places: tuple[str, ...]) -> Increment:
        """The changed files, and what is to be remembered."""
        memory, change = self._memory, self._change
        rules, read = self._rules()
        emitted: dict[str, _Side] = {}
        for side, known in ((CLIENT_SIDE, memory.client), (SERVER_SIDE, memory.server)):
            emitted[side.folder] = self._side(side, known, rules)
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
        classes = self._classes(side, self._kinds, rules)
        written = {each.name: each for each in classes.blocks(change.affected)}
        as_before = self._classes(side, self._before, memory.rules)
        was = {each.name: each for each in as_before.blocks(change.affected & known.keys())}
        uses = _kept(known, change) | {name: sorted(each.uses) for name, each in written.items()}
        before = after = homes_of(known, memory.wanted)
        if (uses, change.wanted) != (known, memory.wanted):
            after = homes_of(uses, change.wanted)
        if any(after.get(name, home) != home for name, home in before.items()):
            raise Differs("schemas move to other modules")
        # What depends on a change need not become another class by it.
        modules = {after[name] for name, each in written.items() if was.get(name) != each}
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

    def _classes(self, side: Side, kinds: Kinds, rules: Mapping[str, Schema]) -> Classes:
        client = side is CLIENT_SIDE
        expressions = Expressions(kinds, CLIENT_MODELS if client else SERVER)
        return Classes(
            expressions, _Skeletons(kinds, self._ground.answers), {} if client else rules
        )

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


def _kept(known: Mapping[str, T], change: Change) -> dict[str, T]:
    """What is known of the components that are still there and have not changed themselves."""
    return {
        name: each
        for name, each in known.items()
        if name not in change.gone and name not in change.now
    }


def _plain(memory: Memory, change: Change) -> list[str]:
    found = {name for name in memory.plain if name not in change.gone and name not in change.now}
    return sorted(found | {name for name, each in change.now.items() if is_plain(each.schema)})
