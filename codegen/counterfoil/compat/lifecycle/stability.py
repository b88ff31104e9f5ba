"""What changed in how much a contract, or a part of it, promises."""

from collections.abc import Iterator

from counterfoil.compat.change import Kind
from counterfoil.compat.lifecycle.levels import LEVELS, has_fallen, is_known
from counterfoil.compat.lifecycle.stages import Stage
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told
from counterfoil.model import Severity

_KEY = "x-stability-level"


def stability(what: str, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    """A change of the level, and a level of which nobody has agreed what it means."""
    before, after = one.level, other.level
    if before != after and not is_known(after, terms):
        yield Told(
            "stability-unknown",
            Kind.CHANGED,
            f"{what} has the stability level `{after}`, of which nothing is agreed",
            other.place / _KEY,
            one.place / _KEY,
            unknown("what it promises is not known"),
            before=before or None,
            after=after,
            severity=Severity.ERROR,
            fix=f"Write one of {', '.join(LEVELS)}, or give it days in `notice` of"
            " [tool.counterfoil.compat].",
        )
    elif has_fallen(before, after):
        yield Told(
            "stability-decreased",
            Kind.CHANGED,
            f"{what} is only {after} now, and was {before or 'stable'}",
            other.place / _KEY,
            one.place / _KEY,
            unknown("whoever relied on what was promised is promised less"),
            before=before or None,
            after=after,
            severity=Severity.ERROR,
            fix=f"Keep `{_KEY}: {before or 'stable'}`; deprecate what is to change, or begin a new"
            " major version.",
        )
    elif has_fallen(after, before):
        yield Told(
            "stability-increased",
            Kind.CHANGED,
            f"{what} is {after or 'stable'} now, and was {before}",
            other.place / _KEY,
            one.place / _KEY,
            safe("more is promised than before"),
            before=before,
            after=after or None,
        )
