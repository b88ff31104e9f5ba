"""Changelogs in the form of Keep a Changelog 1.1.0."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.documents.entries import sections
from counterfoil.compat.documents.markdown import document, prose
from counterfoil.compat.lifecycle import moved, version_demanded
from counterfoil.engine.words import plural
from counterfoil.model import Bundle, Verdict

_FORM = (
    "The form is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/). **Breaking** is said of what"
    " is proved to break somebody, **may break** where that could not be decided."
)
_NOTHING = " Nothing changed that anybody could notice."
UNRELEASED = "Unreleased"


@dataclass(frozen=True, slots=True)
class Release:
    """One heading of a changelog: a version, where it came from, and what changed."""

    name: str
    about: str
    changes: tuple[Change, ...]
    titles: tuple[str, ...] = ()
    """Names of contracts that go without saying."""


def release(comparison: Comparison) -> Release:
    """What a version of a contract brought, under the number that it gives itself.

    Where the number has not risen, it is not yet released.
    """
    baseline, candidate = comparison.baseline, comparison.candidate
    same_number = baseline.api.version == candidate.api.version
    moved = baseline.contract.version != candidate.contract.version
    name = UNRELEASED if same_number and not moved else candidate.api.version
    return Release(
        name or candidate.contract.version,
        "".join(_about(comparison, name)),
        comparison.changes,
        (candidate.contract.title, baseline.contract.title),
    )


def _about(comparison: Comparison, name: str) -> Iterator[str]:
    baseline, candidate = comparison.baseline, comparison.candidate
    yield f"{_version(candidate)}, after {_version(baseline)}."
    if not comparison.changes:
        yield _NOTHING
    elif name == UNRELEASED and (least := _demanded(comparison)):
        yield f" The next version is {least} at least."


def _demanded(comparison: Comparison) -> str:
    """The version that the changes ask for, where it is not the one that there is."""
    known = comparison.baseline.api.version
    least = version_demanded(known, comparison.changes)
    return "" if least == known else least


def first_release(bundle: Bundle) -> Release:
    """The earliest version that is known: all of it is new."""
    name = bundle.api.version or bundle.contract.version
    return Release(name, f"{_version(bundle)}: the first that is kept here.", ())


def _version(bundle: Bundle) -> str:
    folder, number = bundle.contract.version, bundle.api.version
    return f"{folder} ({number})" if number else folder


def contract_changelog(name: str, releases: Sequence[Release]) -> str:
    """The changelog of one contract; `releases` with the latest first."""
    return document(f"# Changelog of {prose(name)}", _FORM, *_releases(releases))


def repository_changelog(
    name: str,
    since: str,
    comparisons: Sequence[Comparison],
    new: Sequence[Bundle],
    gone: Sequence[Bundle],
) -> str:
    """What changed in all contracts since a baseline, under the name of one version."""
    names = [(each, now) for each in gone if (now := moved(each, new)) is not None]
    known = {each.contract.id for both in names for each in both}
    left = [each for each in gone if each.contract.id not in known]
    begun = [each for each in new if each.contract.id not in known]
    changes = [
        *(_whole(each, "is new", Kind.ADDED) for each in begun),
        *(each for one in comparisons for each in one.changes),
        *(_renamed(*both) for both in names),
        *(_whole(each, "is gone", Kind.REMOVED) for each in left),
    ]
    changed = sum(1 for each in comparisons if each.changes)
    number = changed + len(begun) + len(names) + len(left)
    about = f"{plural(number, 'contract')} changed since {since}."
    return document("# Changelog", _FORM, *_release(Release(name, about, tuple(changes))))


def _renamed(baseline: Bundle, candidate: Bundle) -> Change:
    return Change(
        rule="contract-renamed",
        message=f"{baseline.contract.title} is called {candidate.contract.title} now, and says the same",
        kind=Kind.CHANGED,
        near=candidate.api.place,
        baseline=baseline.api.place,
    )


def _whole(bundle: Bundle, happened: str, kind: Kind) -> Change:
    """That a contract came or went: whoever relies on one that is gone is left with nothing."""
    gone = kind is Kind.REMOVED
    return Change(
        rule="contract-removed" if gone else "contract-added",
        message=f"{bundle.contract.title} {happened}",
        kind=kind,
        near=bundle.api.place,
        verdict=Verdict.PROVED_BREAK if gone else Verdict.PROVED_SAFE,
    )


def _releases(releases: Sequence[Release]) -> tuple[str, ...]:
    return tuple(part for each in releases for part in _release(each))


def _release(each: Release) -> tuple[str, ...]:
    told = tuple(sections(each.changes, each.titles))
    # A number in brackets is a link without a target in the original, too: it reads as itself.
    heading = f"## [{prose(each.name)}]"
    return heading, prose(each.about), *told
