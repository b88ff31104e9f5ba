"""Which of several schemas of one version corresponds to which of the other one's."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.compat.differences.kinds import Kinds
from counterfoil.compat.differences.members import identity
from counterfoil.compat.differences.nodes import Node, Part, component, reference
from counterfoil.compat.differences.views import View, effective, view_of
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.model import Schema

LIKE = 0.34
"""How much two alternatives have to have in common to be the same one, changed: from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Lined:
    """Schemas that correspond, and those that have nothing to correspond to."""

    pairs: tuple[tuple[Part, Part], ...]
    gone: tuple[Part, ...]
    new: tuple[Part, ...]


Tags: TypeAlias = Mapping[str, str]
"""The component that a discriminator's value means → that value."""


def lined_up(
    pool: Pool,
    before: Sequence[Part],
    after: Sequence[Part],
    alike: Callable[[Node, Node], bool],
    tags: tuple[Tags, Tags] = ({}, {}),
) -> Lined:
    """Pairs up alternatives: by name, by tag, by what they say, by constant, by likeness."""
    waiting = _Waiting(list(before), list(after))
    waiting.pair_by_key(lambda part: _named(pool, part), lambda part: _named(pool, part))
    waiting.pair_by(lambda one, other: pool.same(one.schema, other.schema))
    waiting.pair_by_key(
        lambda part: tags[0].get(reference((part,))), lambda part: tags[1].get(reference((part,)))
    )
    outlines = {id(each): _outline(pool, each) for each in (*waiting.gone, *waiting.new)}
    waiting.pair_by(
        lambda one, other: outlines[id(one)] == outlines[id(other)] and alike((one,), (other,))
    )
    waiting.pair_by_key(lambda part: _constant(pool, part), lambda part: _constant(pool, part))
    for each, other in _likest(waiting.gone, waiting.new, outlines):
        waiting.pair(each, other)
    return Lined(tuple(waiting.pairs), tuple(waiting.gone), tuple(waiting.new))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is still to be paired up, and what has been."""

    gone: list[Part]
    new: list[Part]
    pairs: list[tuple[Part, Part]] = field(default_factory=list)

    def pair(self, one: Part, other: Part) -> None:
        """Takes two together."""
        self.pairs.append((one, other))
        self.gone.remove(one)
        self.new.remove(other)

    def pair_by(self, fits: Callable[[Part, Part], bool]) -> None:
        """Takes together what fits, each with the first that does."""
        for one in list(self.gone):
            other = next((each for each in self.new if fits(one, each)), None)
            if other is not None:
                self.pair(one, other)

    def pair_by_key(
        self, mine: Callable[[Part], Hashable], theirs: Callable[[Part], Hashable]
    ) -> None:
        """Takes together what alone has a key, and what alone has the same; None is no key."""
        before, after = _by_key(self.gone, mine), _by_key(self.new, theirs)
        for key in before:
            if key is not None and len(before[key]) == len(after.get(key, ())) == 1:
                self.pair(before[key][0], after[key][0])


def _by_key(parts: Iterable[Part], key: Callable[[Part], Hashable]) -> dict[Hashable, list[Part]]:
    found: dict[Hashable, list[Part]] = {}
    for each in parts:
        found.setdefault(key(each), []).append(each)
    return found


def _named(pool: Pool, part: Part) -> str | None:
    return author_name(pool, reference((part,)))


def _constant(pool: Pool, part: Part) -> Hashable:
    return frozenset(_constants(pool, view_of(pool, (part,)))) or None


def author_name(pool: Pool, name: str) -> str | None:
    """What the author calls a component; None for one that got its name from its place."""
    found = pool.components.get(name)
    if found is None or found.hoisted:
        return None
    return found.author_name or name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class _Outline:
    """What tells a schema at a glance: its types, its properties or members, and those of its items."""

    kinds: Kinds
    words: frozenset[Hashable]
    fine: frozenset[Hashable]
    """Of each property, its types and members."""

    def likeness(self, other: "_Outline") -> float:
        """How much two schemas have in common, from 0 to 1."""
        shared = self.kinds & other.kinds
        if not shared:
            return 0.0
        alike = len(shared) / len(self.kinds | other.kinds)
        words = self.words | other.words
        if not words:
            return alike
        return alike * (0.25 + 0.75 * len(self.words & other.words) / len(words))


def _outline(pool: Pool, part: Part) -> _Outline:
    view = view_of(pool, (part,))
    words = set(_words(view))
    for node in (view.inner("items"), view.inner("additionalProperties")):
        if node:
            inner = view_of(pool, node)
            words |= {("inside", each) for each in (*_words(inner), *effective(pool, inner))}
    fine = [
        (name, effective(pool, inner), frozenset(map(identity, inner.members or ())))
        for name, node in view.named("properties").items()
        for inner in (view_of(pool, node),)
    ]
    return _Outline(effective(pool, view), frozenset(words), frozenset(fine))


def _likest(
    gone: Sequence[Part], new: Sequence[Part], outlines: Mapping[int, _Outline]
) -> list[tuple[Part, Part]]:
    """The pairs that have most in common, and enough; each schema is in one of them at most."""
    scored = sorted(
        (
            (outlines[id(one)].likeness(outlines[id(other)]), -first, -second)
            for first, one in enumerate(gone)
            for second, other in enumerate(new)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, first, second in scored:
        if score >= LIKE and -first not in found and -second not in taken:
            found[-first] = -second
            taken.add(-second)
    return [(gone[first], new[second]) for first, second in found.items()]


def _words(view: View) -> Iterator[Hashable]:
    """The names of its properties, what it enumerates, and its format."""
    yield from view.named("properties")
    yield from (identity(each) for each in view.members or ())
    yield from (("format", value) for value, _ in view.saying("format"))


def _constants(pool: Pool, view: View) -> Iterator[tuple[str, Hashable]]:
    """The properties that have one value only."""
    for name, node in view.named("properties").items():
        members = view_of(pool, node).members
        if members is not None and len(members) == 1:
            yield name, identity(members[0])


def tagged(discriminator: Schema) -> Tags:
    """The component that each value of a discriminator means → that value."""
    mapping = discriminator.get("mapping", {})
    return {target.rpartition("/")[2]: tag for tag, target in mapping.items()}


def components_lined_up(
    pool: Pool, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Which components that a schema consists of correspond: those of a name, or the only ones left."""
    others = {_placed(pool, each): each for each in after}
    found = {each: others[key] for each in before if (key := _placed(pool, each)) in others}
    gone = [each for each in before if each not in found]
    new = [each for each in after if each not in found.values()]
    for each in gone:
        schema = component(pool, each).schema
        same = next((one for one in new if pool.same(schema, component(pool, one).schema)), None)
        if same is not None:
            found[each] = same
            new.remove(same)
    gone = [each for each in gone if each not in found]
    if len(gone) == len(new) == 1 and _successive(pool, gone[0], new[0]):
        found[gone[0]] = new[0]
    return tuple(found.items())


def _placed(pool: Pool, name: str) -> tuple[bool, str]:
    """A component's name, and whether the author gave it; else it is the name of its place."""
    hoisted = pool.components[name].hoisted
    return hoisted, author_name(pool, name) or name.partition(".")[2]


def _successive(pool: Pool, before: str, after: str) -> bool:
    """Whether one component may be the other one, called otherwise: neither has two versions."""
    if pool.components[before].hoisted or pool.components[after].hoisted:
        return pool.components[before].hoisted and pool.components[after].hoisted
    names = before.partition(".")[2], after.partition(".")[2]
    return (
        f"{Version.CANDIDATE}.{names[0]}" not in pool.components
        and f"{Version.BASELINE}.{names[1]}" not in pool.components
    )
