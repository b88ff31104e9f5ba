"""The places in contracts that something is made of, from the outside in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from counterfoil.engine.written import Sources, reference_at, resolve
from counterfoil.model import Place


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """Where something stands, and what is around it: it goes when any of these places goes."""

    own: tuple[Place, ...]
    above: "Trail | None" = None
    knots: "tuple[Knot, ...]" = ()
    """Of a field, one for each place: how the places hang together. It goes when all its roots do."""


@dataclass(frozen=True, slots=True)
class Knot:
    """How one of the places that describe a field hangs on another."""

    parent: int = -1
    """The place that leads to it: its index among the field's own; -1 for a root."""
    origin: int = -1
    """Of a root: the place around it, by its index among those of the field above; -1: any."""
    tight: bool = True
    """Whether what leads to it goes with it, as a reference goes with its target; an alternative does not."""


@dataclass(frozen=True, slots=True)
class Going:
    """A place that is taken away, and what goes with it."""

    place: Place
    known: dict[int, tuple[bool, ...]] = field(default_factory=dict)
    """By the identity of trails, which are alive as long as what asks."""

    def takes(self, trail: Trail) -> bool:
        """Whether nothing is left of what a trail leads to."""
        gone = self._gone(trail)
        if not trail.knots:
            return any(gone)
        return all(each for each, knot in zip(gone, trail.knots, strict=True) if knot.parent < 0)

    def _gone(self, trail: Trail) -> tuple[bool, ...]:
        """For each place of a trail whether it is gone; where it has none, whether what is around it is."""
        if id(trail) not in self.known:
            self.known[id(trail)] = self._knots(trail) if trail.knots else self._any(trail)
        return self.known[id(trail)]

    def _any(self, trail: Trail) -> tuple[bool, ...]:
        around = trail.above is not None and self.takes(trail.above)
        return (around or any(within(each, self.place) for each in trail.own),)

    def _knots(self, trail: Trail) -> tuple[bool, ...]:
        gone = [within(each, self.place) for each in trail.own]
        above = self._gone(trail.above) if trail.above is not None else ()
        whole = trail.above is not None and self.takes(trail.above)
        for index, knot in reversed(list(enumerate(trail.knots))):
            # Whatever leads to a place comes before it.
            if knot.parent >= 0 and knot.tight and gone[index]:
                gone[knot.parent] = True
        for index, knot in enumerate(trail.knots):
            if knot.parent >= 0:
                gone[index] = gone[index] or gone[knot.parent]
            else:
                gone[index] = gone[index] or whole or (knot.origin >= 0 and above[knot.origin])
        return tuple(gone)


def tight(trail: Trail) -> list[bool]:
    """For each place of a trail whether what it says holds of every value, rather than of alternatives."""
    found: list[bool] = []
    for knot in trail.knots:
        found.append(knot.tight and (knot.parent < 0 or found[knot.parent]))
    return found or [True] * len(trail.own)


def within(place: Place, outer: Place) -> bool:
    """Whether a place is another, or lies inside it.

    >>> from counterfoil.model import Source
    >>> top = Place(Source("openapi.yaml", ""))
    >>> within(top / "paths" / "/orders", top / "paths"), within(top / "pathsx", top / "paths")
    (True, False)
    """
    if place.source.path != outer.source.path:
        return False
    return place.pointer == outer.pointer or place.pointer.startswith(f"{outer.pointer}/")


def hops(place: Place, target: Place, sources: Sources) -> Iterator[Place]:
    """What a chain of references passes between the place of the first and what it reaches at last.

    Nothing more comes where a reference is written in a way that only a name (`$id`) resolves.
    """
    seen = {place}
    while (reference := reference_at(place)) is not None:
        yield place / "$ref"
        found = resolve(reference, place.source, sources)
        if found is None or found == target or found in seen:
            return
        seen.add(found)
        yield found
        place = found
