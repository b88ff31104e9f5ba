"""What changed between two stages of one thing: deprecations, and the days on which it may be gone."""

from collections.abc import Iterator
from datetime import date, timedelta

from counterfoil.compat.change import Kind
from counterfoil.compat.lifecycle.levels import notice
from counterfoil.compat.lifecycle.stages import Stage, day
from counterfoil.compat.outcome import Outcome, safe, unknown
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told
from counterfoil.model import Severity, Verdict

_WORKS = "it works as before"


def staged(noun: str, what: str, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    """Every change from one stage to another; `noun` begins the ids of rules, `what` the sentences.

    Properties have no noun: that they are deprecated is told with what else differs in their schemas.
    """
    if noun and one.deprecated != other.deprecated:
        yield _deprecated(noun, what, one, other)
    if other.deprecated or other.sunset:
        yield from _announced(what, one, other, terms)


def _deprecated(noun: str, what: str, one: Stage, other: Stage) -> Told:
    if one.deprecated:
        return Told(
            f"{noun}-reactivated",
            Kind.CHANGED,
            f"{what} is no longer deprecated",
            other.place,
            one.place,
            safe(_WORKS),
            before=one.sunset or None,
        )
    until = f", and works until {other.sunset}" if other.sunset else ""
    return Told(
        f"{noun}-deprecated",
        Kind.DEPRECATED,
        f"{what} is deprecated now{until}",
        other.place,
        one.place,
        safe(_WORKS),
        after=other.sunset or None,
    )


def _announced(what: str, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    if other.sunset and other.until is None:
        if other.sunset != one.sunset:
            yield _unreadable(what, one, other)
    elif other.until is None:
        yield from _undated(what, one, other, terms)
    elif one.until is None:
        if one.deprecated:
            yield _dated(what, one, other)
        yield from _noticed(what, one, other, terms)
    elif other.until < one.until:
        yield _earlier(what, one, other)
        yield from _noticed(what, one, other, terms)
    elif other.until > one.until:
        yield Told(
            "sunset-moved-later",
            Kind.CHANGED,
            f"{what} works until {other.until}, and not only until {one.until}",
            other.place / "x-sunset",
            one.place / "x-sunset",
            safe("it works for longer than it had to"),
            before=one.sunset,
            after=other.sunset,
        )


def _dated(what: str, one: Stage, other: Stage) -> Told:
    return Told(
        "sunset-added",
        Kind.DEPRECATED,
        f"{what} was deprecated already, and works until {other.until}",
        other.place / "x-sunset",
        one.place,
        safe(_WORKS),
        before=one.sunset or None,
        after=other.sunset,
    )


def _unreadable(what: str, one: Stage, other: Stage) -> Told:
    return Told(
        "sunset-unreadable",
        Kind.CHANGED,
        f"{what} has the sunset `{other.sunset}` now, which is no date",
        other.place / "x-sunset",
        one.place,
        unknown("from what is no date nobody can tell how long it works"),
        before=one.sunset or None,
        after=other.sunset,
        severity=Severity.ERROR,
        fix="Write the day as YYYY-MM-DD.",
    )


def _undated(what: str, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    if one.until is not None:
        yield Told(
            "sunset-removed",
            Kind.CHANGED,
            f"{what} was to work until {one.until}, and nobody says until when any more",
            other.place,
            one.place / "x-sunset",
            unknown("whoever planned with the date does not know whether it still holds"),
            before=one.sunset,
            severity=Severity.ERROR,
            fix=f"Keep `x-sunset: {one.until}`, or name a later day.",
        )
    elif not one.deprecated and (days := notice(other.level, terms)):
        until = terms.today + timedelta(days=days)
        yield Told(
            "sunset-missing",
            Kind.DEPRECATED,
            f"{what} is deprecated, and nobody says until when it works",
            other.place,
            one.place,
            safe(_WORKS),
            severity=Severity.ERROR,
            fix=f"Add `x-sunset: {until}`, or a later day: {days} days are to be given.",
        )


def _noticed(what: str, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    """Whether those who have to move are given the days that they were promised."""
    until, days = other.until, notice(other.level, terms)
    begun = _begun(one, other, terms.today)
    if until is None or (until - begun).days >= days:
        return
    yield Told(
        "sunset-too-soon",
        Kind.DEPRECATED,
        f"{what} works until {until} alone, {max((until - begun).days, 0)} days after {begun};"
        f" {other.level or 'stable'} things give {days}",
        other.place / "x-sunset",
        one.place,
        safe(_WORKS),
        before=one.sunset or None,
        after=other.sunset,
        severity=Severity.ERROR,
        fix=f"Set `x-sunset: {begun + timedelta(days=days)}` or a later day.",
    )


def _begun(one: Stage, other: Stage, today: date) -> date:
    """When those who use it could know. A change that is not out yet has told nobody before today."""
    since = day(other.since)
    if one.deprecated:
        return since or today
    return max(since or today, today)


def _earlier(what: str, one: Stage, other: Stage) -> Told:
    # On the day that was promised so far, the one version has to answer and the other one need not.
    witness = {"day": str(one.until), "promised": one.sunset, "now": other.sunset}
    return Told(
        "sunset-moved-earlier",
        Kind.CHANGED,
        f"{what} was to work until {one.until}, and may be gone after {other.until} now",
        other.place / "x-sunset",
        one.place / "x-sunset",
        Outcome(Verdict.PROVED_BREAK, witness=witness),
        before=one.sunset,
        after=other.sunset,
        fix=f"Keep `x-sunset: {one.until}`.",
    )
