"""Compares the contracts of a monorepo with what they were, and sums up what that shows."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date

from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.lifecycle import added, gone, version
from counterfoil.compat.lifecycle.contracts import DESCRIBED
from counterfoil.compat.ruling import RULESET
from counterfoil.compat.settings import check, mode_of, terms_of
from counterfoil.compat.sharing import shared_once
from counterfoil.compat.terms import Mode, Terms
from counterfoil.engine.baselines import (
    STANDARD,
    Baseline,
    baseline,
    is_as_it_was,
    released,
    unchanged,
)
from counterfoil.engine.contracts import Loaded, ids_in, load_named
from counterfoil.engine.services import read_services
from counterfoil.engine.words import plural
from counterfoil.model import (
    At,
    Bundle,
    CannotRun,
    Config,
    Finding,
    Json,
    Severity,
    Verdict,
)

Tell = Callable[[Comparison], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A monorepo as it is today, and what is told of a comparison."""

    config: Config
    today: date
    loaded: Loaded
    tell: Tell
    unchanged: frozenset[str] = frozenset()
    """The ids of contracts that are not even read, since they are as they were."""
    within: frozenset[str] | None = None
    """The ids of the contracts that are compared; None where all are."""

    @property
    def ids(self) -> frozenset[str]:
        """Of every contract, whether it could be read or not, as they are found in the folder."""
        return ids_in(self.config)

    def terms(self, contract: str) -> Terms:
        """On which a contract is compared."""
        return terms_of(contract, self.config.compat, self.today)

    def wanted(self, ids: frozenset[str]) -> frozenset[str]:
        """Those of some contracts that are compared."""
        return ids if self.within is None else ids & self.within


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of the contracts since they were what they are compared with."""

    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    proved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Since:
    """The contracts beside one baseline."""

    title: str
    same: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    whole: tuple[Comparison, ...] = ()
    """Of contracts as such: new, gone or renamed, or with a version that does not say what changed."""
    unreadable: tuple[Finding, ...] = ()


def compared(asked: Asked) -> Compared:
    """Compares with the baseline that is configured, or else with the standard one.

    Raises CannotRun where what is configured cannot be had. Where nothing is, and there is no standard
    one either, that is said among what is missing.
    """
    if asked.config.compat.baseline:
        with baseline(asked.config.compat.baseline, asked.config) as was:
            return compared_with(was, asked)
    with ExitStack() as opened:
        try:
            was = opened.enter_context(baseline(STANDARD, asked.config))
        except CannotRun as problem:
            told = "; ".join(each for each in (problem.what, problem.fix) if each)
            return Compared(missing=(f"compatibility: {told}",))
        return compared_with(was, asked)


def needless(was: Baseline, config: Config) -> frozenset[str]:
    """The ids of contracts that need not be read, for nothing in them has changed since a baseline."""
    found, settings = unchanged(was, config), config.compat
    if not settings.released:
        return found
    return frozenset(each for each in found if not mode_of(each, settings).transitive)


def compared_files(name: str, before: Bundle, after: Bundle, terms: Terms, tell: Tell) -> Compared:
    """Compares one contract with another one. Raises CannotRun where they are of two kinds."""
    if before.contract.kind is not after.contract.kind:
        one, other = (DESCRIBED[each.contract.kind] for each in (before, after))
        raise CannotRun(
            f"{name} and {after.contract.source.path} cannot be compared",
            f"the first describes {one}, and the second {other}",
            "name two documents of the same kind",
        )
    both = (compare(before, after, terms),)
    since = _Since(name, comparisons=both, whole=tuple(_versions(both)))
    found = tuple(each for one in (*since.whole, *both) for each in tell(one))
    return Compared(found, _facts(since, ()), tuple(_proved(since)))


def compared_with(was: Baseline, asked: Asked) -> Compared:
    """Compares with a baseline, and where a contract's mode wants it with every released version."""
    known = asked.ids | ids_in(was.config)
    check(asked.config.compat, known)
    since, earlier = _since(was, asked, asked.wanted(known)), tuple(_since_released(asked))
    return Compared(_findings(asked, since, earlier), _facts(since, earlier), tuple(_proved(since)))


def _since_released(asked: Asked) -> Iterator[_Since]:
    """Beside every released version, the contracts whose mode is transitive."""
    wanted = {each for each in asked.wanted(asked.ids) if asked.terms(each).mode.transitive}
    if not wanted:
        return
    if not asked.config.compat.released:
        named = min(wanted)
        raise CannotRun(
            f"{asked.terms(named).mode} of {named} is about every released version",
            "and [tool.counterfoil.compat] does not say where they are",
            "set `released` to `tag:PATTERN`, or to a folder with a folder for each version",
        )
    with released(asked.config.compat.released, asked.config) as versions:
        for version in versions:
            yield _since(version, asked, wanted)


def _since(was: Baseline, asked: Asked, wanted: Collection[str]) -> _Since:
    now = {each.contract.id: each for each in asked.loaded.bundles if each.contract.id in wanted}
    known = ids_in(was.config) & set(wanted)
    same = {name for name in known & set(now) if _is_same(now[name], was, asked.config)}
    same |= known & asked.unchanged
    read = load_named(was.config, known - same)
    before = {each.contract.id: each for each in read.bundles}
    both = [name for name in sorted(before) if name in now]
    here = asked.ids
    left = [before[name] for name in sorted(before) if name not in here]
    new = [now[name] for name in sorted(now) if name not in known]
    services = read_services(asked.config.root)
    changed = tuple(compare(before[e], now[e], asked.terms(e), services) for e in both)
    return _Since(
        was.title,
        same=tuple(sorted(same)),
        new=tuple(each.contract.id for each in new),
        gone=tuple(each.contract.id for each in left),
        comparisons=changed,
        whole=(*_whole(left, new, asked), *_versions(changed)),
        unreadable=tuple(_unreadable(was, read, known - same, asked)),
    )


def _is_same(bundle: Bundle, was: Baseline, now: Config) -> bool:
    return all(is_as_it_was(each, was, now) for each in bundle.sources)


def _versions(comparisons: Iterable[Comparison]) -> Iterator[Comparison]:
    """What the changes mean for the version of a contract that is compared with itself of another day."""
    for each in comparisons:
        one, other = each.baseline, each.candidate
        if one.contract.id == other.contract.id:
            yield replace(each, changes=version(one.api, other.api, each.changes))


def _whole(left: Sequence[Bundle], new: Sequence[Bundle], asked: Asked) -> Iterator[Comparison]:
    """What became of contracts that are gone or new, under their name at least."""
    for each in left:
        terms = asked.terms(each.contract.id)
        yield Comparison(each, each, terms, gone(each, new, terms))
    for each in new:
        yield Comparison(each, each, asked.terms(each.contract.id), added(each, left))


def _unreadable(
    was: Baseline, read: Loaded, wanted: Collection[str], asked: Asked
) -> Iterator[Finding]:
    """That nobody knows what a contract has promised, which could not be read then."""
    whole = {each.contract.id for each in read.bundles if not _errors(each.findings)}
    for name in sorted(set(wanted) - whole):
        folder = f"{was.config.contracts}/{name}/"
        found = [each for each in _errors(read.findings) if each.at.path.startswith(folder)]
        first = found[0] if found else None
        yield Finding(
            rule="baseline-unreadable",
            message=f"what {name} promised at {was.title} cannot be read as a whole, so that nobody"
            f" knows what of it is broken{f': {first.message}' if first else ''}",
            at=_place_now(name, asked) or (first.at if first else At(folder)),
            severity=asked.config.compat.unknown,
            subject=name,
            fix="Compare with a version that could be read: name it as `baseline`, or with --baseline.",
            baseline=first.at if first else None,
            verdict=Verdict.UNKNOWN,
        )


def _place_now(name: str, asked: Asked) -> At | None:
    bundles = asked.loaded.bundles
    return next((At(b.contract.source.path) for b in bundles if b.contract.id == name), None)


def _errors(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.severity is Severity.ERROR]


def _findings(asked: Asked, since: _Since, earlier: Sequence[_Since]) -> tuple[Finding, ...]:
    """Each once; what only an earlier version shows names that version."""
    found = list(_told(asked, since))
    known = {each.fingerprint for each in found}
    for one in earlier:
        for each in _told(asked, one):
            if each.fingerprint not in known:
                known.add(each.fingerprint)
                found.append(replace(each, message=f"{each.message}\nsince {one.title}"))
    return tuple(found)


def _told(asked: Asked, since: _Since) -> Iterator[Finding]:
    yield from since.unreadable
    for each in (*since.whole, *shared_once(since.comparisons)):
        yield from asked.tell(each)


def _facts(since: _Since, earlier: Sequence[_Since]) -> dict[str, Json]:
    return {
        "compatibility": {
            "ruleset": RULESET,
            "baseline": since.title,
            **({"released": [each.title for each in earlier]} if earlier else {}),
            "unchanged": len(since.same),
            "new": list(since.new),
            "gone": list(since.gone),
            "changed": {
                each.candidate.contract.id: {
                    "mode": each.terms.mode.value,
                    "changes": len(each.changes),
                    "strangers": list(each.strangers),
                    **_counts([each]),
                }
                for each in since.comparisons
            },
        }
    }


def _counts(comparisons: Iterable[Comparison]) -> dict[str, int]:
    """How many changes there are of each verdict."""
    found = Counter(each.verdict for one in comparisons for each in one.changes)
    return {verdict.value: found[verdict] for verdict in Verdict}


def _proved(since: _Since) -> Iterator[str]:
    """What was compared, by which rules, and what of it breaks nobody."""
    yield f"compared with {since.title} by ruleset {RULESET}: {', '.join(_sizes(since))}"
    safe = _counts(since.comparisons)[Verdict.PROVED_SAFE]
    if safe:
        names = {
            each.candidate.contract.id
            for each in since.comparisons
            if _counts([each])[Verdict.PROVED_SAFE]
        }
        does = "breaks" if safe == 1 else "break"
        yield f"{plural(safe, 'change')} in {plural(len(names), 'contract')} {does} nobody"


def _sizes(since: _Since) -> Iterator[str]:
    asked = [each for each in since.comparisons if each.terms.mode is not Mode.NONE]
    changed = sum(bool(each.changes) for each in asked)
    yield f"{plural(changed, 'contract')} changed"
    yield f"{len(since.same) + len(asked) - changed} not"
    if len(asked) < len(since.comparisons):
        none = (each for each in since.comparisons if each.terms.mode is Mode.NONE)
        free = [each.candidate.contract.id for each in none]
        yield f"{len(free)} not compared, whose mode is NONE ({', '.join(free)})"
    if since.new:
        yield f"{len(since.new)} new ({', '.join(since.new)})"
    if since.gone:
        yield f"{len(since.gone)} gone ({', '.join(since.gone)})"
