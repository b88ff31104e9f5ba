"""Which of several schemas of one version corresponds to which of the other one's."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from counterfoil.compat.differences.members import identity
from counterfoil.compat.differences.nodes import Part, component, reference
from counterfoil.compat.differences.views import View, effective, view_of
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema

LIKE = 0.34
"""How much two alternatives have to have in common to be the same one, changed: from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Lined:
    """Schemas that correspond, and those that have nothing to correspond to."""

    pairs: tuple[tuple[Part, Part], ...]
    gone: tuple[Part, ...]
    new: tuple[Part, ...]


def lined_up(
    pool: Pool,
    before: tuple[Part, ...],
    after: tuple[Part, ...],
    tags: tuple[dict[str, str], dict[str, str]] = ({}, {}),
) -> Lined:
    """Pairs up alternatives: by name, by what they say, by tag, by constant, by likeness.

    tags: of each version, the component that a discriminator's value means → that value.
    """
    pairs: list[tuple[Part, Part]] = []
    gone, new = list(before), list(after)

    def pair_up(one: Callable[[Part], Hashable], other: Callable[[Part], Hashable]) -> None:
        known = {key: each for each in reversed(new) if (key := other(each)) is not None}
        for each in list(gone):
            key = one(each)
            if key is not None and key in known:
                pairs.append((each, known[key]))
                gone.remove(each)
                new.remove(known.pop(key))

    def named(part: Part) -> str | None:
        return author_name(pool, reference((part,)))

    def constant(part: Part) -> Hashable:
        return frozenset(_constants(pool, part)) or None

    pair_up(named, named)
    for each in list(gone):
        same = next((other for other in new if pool.same(each.schema, other.schema)), None)
        if same is not None:
            pairs.append((each, same))
            gone.remove(each)
            new.remove(same)
    pair_up(
        lambda part: tags[0].get(reference((part,))), lambda part: tags[1].get(reference((part,)))
    )
    pair_up(constant, constant)
    for each, other in _likest(pool, gone, new):
        pairs.append((each, other))
        gone.remove(each)
        new.remove(other)
    return Lined(tuple(pairs), tuple(gone), tuple(new))


def author_name(pool: Pool, name: str) -> str | None:
    """What the author calls a component; None for one that got its name from its place."""
    found = pool.components.get(name)
    if found is None or found.hoisted:
        return None
    return found.author_name or name.partition(".")[2]


def likeness(pool: Pool, one: Part, other: Part) -> float:
    """How much two schemas have in common, from 0 to 1."""
    first, second = view_of(pool, (one,)), view_of(pool, (other,))
    allowed, taken = effective(pool, first), effective(pool, second)
    if not allowed & taken:
        return 0.0
    alike = len(allowed & taken) / len(allowed | taken)
    told = _told(first), _told(second)
    if not told[0] | told[1]:
        return alike
    return alike * (0.25 + 0.75 * len(told[0] & told[1]) / len(told[0] | told[1]))


def told_apart(pool: Pool, branches: Iterable[Part]) -> bool:
    """Whether no value satisfies two of the schemas, as far as types and constants tell."""
    views = [view_of(pool, (each,)) for each in branches]
    types = [effective(pool, each) for each in views]
    if sum(map(len, types)) == len(frozenset[str]().union(*types)):
        return True
    constants = [dict(_obliged(pool, each)) for each in views]
    shared = set(constants[0]).intersection(*constants) if constants else set()
    return any(len({each[name] for each in constants}) == len(constants) for name in shared)


def _likest(pool: Pool, gone: list[Part], new: list[Part]) -> list[tuple[Part, Part]]:
    scored = sorted(
        (
            (likeness(pool, one, other), -first, -second)
            for first, one in enumerate(gone)
            for second, other in enumerate(new)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for score, first, second in scored:
        if score >= LIKE and -first not in found and -second not in found.values():
            found[-first] = -second
    return [(gone[first], new[second]) for first, second in found.items()]


def _told(view: View) -> set[Hashable]:
    """What tells a schema: its properties, or else what it says of the value itself."""
    names: set[Hashable] = set(view.named("properties"))
    if names:
        return names
    if view.members is not None:
        return {identity(each) for each in view.members}
    keywords = ("format", "pattern", "items", "additionalProperties")
    return {(keyword, str(value)) for keyword in keywords for value, _ in view.saying(keyword)}


def _constants(pool: Pool, part: Part) -> Iterable[tuple[str, Hashable]]:
    view = view_of(pool, (part,))
    for name, node in view.named("properties").items():
        members = view_of(pool, node).members
        if members is not None and len(members) == 1:
            yield name, identity(members[0])


def _obliged(pool: Pool, view: View) -> Iterable[tuple[str, Hashable]]:
    required = {name for names, _ in view.saying("required") for name in names}
    for name, node in view.named("properties").items():
        members = view_of(pool, node).members if name in required else None
        if members is not None and len(members) == 1:
            yield name, identity(members[0])


def tagged(discriminator: Schema) -> dict[str, str]:
    """The component that each value of a discriminator means → that value."""
    mapping = discriminator.get("mapping", {})
    return {target.rpartition("/")[2]: tag for tag, target in mapping.items()}


def components_lined_up(
    pool: Pool, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Which components that a schema consists of correspond: those of a name, or the only ones left."""
    others = {author_name(pool, each): each for each in after}
    found = {
        each: others[name]
        for each in before
        if (name := author_name(pool, each)) in others and name
    }
    gone = [each for each in before if each not in found]
    new = [each for each in after if each not in found.values()]
    for each in gone:
        schema = component(pool, each).schema
        same = next((one for one in new if pool.same(schema, component(pool, one).schema)), None)
        if same is not None:
            found[each] = same
            new.remove(same)
    gone = [each for each in gone if each not in found]
    if len(gone) == len(new) == 1:
        found[gone[0]] = new[0]
    return tuple(found.items())
