"""Compares two versions of a contract: every change once, with what is known of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.compat.change import Carrier, Change
from counterfoil.compat.consumers import Around, audience_of
from counterfoil.compat.deciding.guarded import Guarded
from counterfoil.compat.differences.marks import AS_BEFORE
from counterfoil.compat.judging.judge import Judge, Judged
from counterfoil.compat.judging.reach import Knot, knots
from counterfoil.compat.judging.scope import scope
from counterfoil.compat.judging.unsent import unsent
from counterfoil.compat.lifecycle import applied
from counterfoil.compat.operations import pair
from counterfoil.compat.operations.speaking import Speaker
from counterfoil.compat.telling.wording import change_of
from counterfoil.compat.terms import Terms, Version
from counterfoil.engine.expectations.unknown import unknown_users
from counterfoil.engine.services import Service
from counterfoil.model import Bundle, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a contract, and everything that changed between them."""

    baseline: Bundle
    candidate: Bundle
    terms: Terms
    changes: tuple[Change, ...]
    strangers: tuple[str, ...] = ()
    """Why more may be relied on than expectations say: a sentence each."""


def compare(
    baseline: Bundle,
    candidate: Bundle,
    terms: Terms,
    services: Collection[Service] | None = None,
) -> Comparison:
    """What changed from the baseline to the candidate, worst first.

    Where `services` are all that there are and each says what it relies on, a break that breaks none
    of them is a note. Without them anybody may rely on anything.
    """
    strangers = _strangers(candidate, services)
    if _alike(baseline, candidate):
        return Comparison(baseline, candidate, terms, (), strangers)
    paired = pair(baseline.api, candidate.api, terms)
    found = [*_with_users(paired.changes, baseline, candidate, terms)]
    sent = [each for each in paired.carriers if not each.idle]
    found += _in_schemas(baseline, candidate, terms, sent)
    found += _untold(_unsent(baseline, candidate, paired.carriers), found)
    merged = applied(baseline.api, candidate.api, tuple(_merged(found)), terms)
    told = merged if strangers else map(_among_friends, merged)
    return Comparison(baseline, candidate, terms, tuple(sorted(told, key=_order)), strangers)


def _strangers(candidate: Bundle, services: Collection[Service] | None) -> tuple[str, ...]:
    if services is None or not candidate.expectations:
        return ("nobody says who uses it: anybody may rely on anything",)
    return tuple(unknown_users(candidate, services))


def _among_friends(change: Change) -> Change:
    """What breaks nobody of those who are there is worth a note."""
    harmless = change.heard and not change.consumers
    return replace(change, severity=Severity.NOTE) if harmless else change


def _alike(baseline: Bundle, candidate: Bundle) -> bool:
    """Whether both are made of the same texts: then nothing has to be read twice."""
    same_name = baseline.contract.id == candidate.contract.id
    return same_name and [each.text for each in baseline.sources] == [
        each.text for each in candidate.sources
    ]


def _with_users(
    changes: Sequence[Change], baseline: Bundle, candidate: Bundle, terms: Terms
) -> Iterator[Change]:
    """Changes outside schemas, with the consumers that they break."""
    if not (baseline.expectations or candidate.expectations):
        yield from changes
        return
    says = {
        Version.BASELINE: Speaker(baseline.api, terms.seed),
        Version.CANDIDATE: Speaker(candidate.api, terms.seed),
    }
    validators = {version: each.terms.validators for version, each in says.items()}
    audience = audience_of(baseline, candidate, validators)
    around = Around(audience, says[Version.BASELINE], says[Version.CANDIDATE])
    for change in changes:
        hit = around.hit(change)
        if hit is None:
            yield change
        else:
            yield replace(change, heard=True, consumers=hit.broken, spared=hit.spared)


def _in_schemas(
    baseline: Bundle, candidate: Bundle, terms: Terms, carriers: Sequence[Carrier]
) -> Iterator[Change]:
    looked = scope(baseline.api, candidate.api, carriers)
    audience = audience_of(baseline, candidate, looked.validators)
    for form, pool in looked.pools.items():
        judge = Judge(pool, terms, Guarded(pool, terms), looked.validators, audience)
        for knot in knots(pool, looked.carriers[form]):
            yield from _at(knot, judge)


def _unsent(baseline: Bundle, candidate: Bundle, carriers: Sequence[Carrier]) -> Iterator[Change]:
    for knot, difference in unsent(baseline.api, candidate.api, carriers):
        for sender in knot.senders:
            yield change_of(Judged(difference, Verdict.PROVED_SAFE), knot, sender)


def _untold(unsent: Iterable[Change], found: Sequence[Change]) -> Iterator[Change]:
    """What is not sent, without marks that are told of in the direction where they make a difference."""
    told = {place for each in found for place in _standing(each)}
    for each in unsent:
        if each.idle not in AS_BEFORE.values() or not told & _standing(each):
            yield each


def _standing(change: Change) -> frozenset[tuple[object, ...]]:
    """Its fact, in whatever direction, at each of its places."""
    _, _, fact = change.rule.partition("-")
    return frozenset((fact, *each) for each in enumerate(_written(change)))


def _at(knot: Knot, judge: Judge) -> Iterator[Change]:
    for sender in knot.senders:
        for judged in judge.judge(knot, sender):
            yield change_of(judged, knot, sender)


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Each change once: what two carriers share is written in one place."""
    known: dict[tuple[object, ...], Change] = {}
    for each in changes:
        key = (each.rule, _written(each), each.subject)
        known[key] = _both(known[key], each) if key in known else each
    yield from known.values()


def _written(change: Change) -> tuple[object, ...]:
    before = change.baseline
    return (
        (change.near.source.path, change.near.pointer),
        before and (before.source.path, before.pointer),
    )


def _both(one: Change, other: Change) -> Change:
    worse = min((one, other), key=_order)
    return replace(
        worse,
        operations=tuple(dict.fromkeys((*one.operations, *other.operations))),
        consumers=tuple(sorted({*one.consumers, *other.consumers})),
        spared=tuple(sorted({*one.spared, *other.spared} - {*one.consumers, *other.consumers})),
        carriers=(*one.carriers, *(each for each in other.carriers if each not in one.carriers)),
    )


_WORST = (Verdict.PROVED_BREAK, Verdict.UNKNOWN, Verdict.PROVED_SAFE)


def _order(change: Change) -> tuple[object, ...]:
    return (
        _WORST.index(change.verdict),
        bool(change.idle),
        change.near.source.path,
        change.near.at,
        change.rule,
        change.subject,
    )
