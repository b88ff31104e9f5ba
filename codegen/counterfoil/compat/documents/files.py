"""The documents that follow from contracts alone, as files of the generated folder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise

from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.documents.calendar import calendar, icalendar
from counterfoil.compat.documents.changelog import contract_changelog, first_release, release
from counterfoil.compat.documents.matrix import matrix, of_sections, section
from counterfoil.compat.documents.migration import guide
from counterfoil.compat.documents.news import lasting, news
from counterfoil.compat.documents.notices import Notice, in_order, notices_of
from counterfoil.compat.settings import terms_of
from counterfoil.compat.terms import Caps, Mode
from counterfoil.engine.documented import (
    ATTRIBUTES,
    CALENDAR,
    COMPATIBILITY,
    DEPRECATIONS,
    FOLDER,
    in_its_place,
    paths_of,
)
from counterfoil.engine.making import key_of
from counterfoil.model import Artifact, Bundle, Config

EMITTER = "documents"
_NO_DAY = date(1970, 1, 1)
"""Documents say the same on every day; what is late on a day is told by `counterfoil compat`."""
_CAPS = Caps(seconds=30)
"""A slow machine says the same as a fast one: what is tried is counted, and hardly timed."""


def key(config: Config) -> str:
    """A digest of what decides the documents beside the contracts: the code that makes them, and settings."""
    settings = f"{config.package};{config.distribution};{config.compat!r}"
    return key_of(("compat",), ("jsonschema-rs",), settings)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one contract that has several versions."""

    artifacts: tuple[Artifact, ...]
    section: str
    """Of the document on who gets on with whom."""


def documents(bundles: Sequence[Bundle], config: Config) -> tuple[Artifact, ...]:
    """Every document, by path. Where there is nothing to say there is none."""
    several = [each for each in by_contract(bundles) if len(each) > 1]
    told = [told_of(each, config) for each in several]
    noted = [each for each in bundles if [*notices_of(each)]]
    made = [
        *(artifact for each in told for artifact in each.artifacts),
        *compatibility([each.section for each in told], _inputs(*several)),
        *deprecations((n for each in noted for n in notices_of(each)), _inputs(noted), config),
    ]
    return tuple(sorted(made, key=lambda each: each.path))


def by_contract(bundles: Iterable[Bundle]) -> Iterator[tuple[Bundle, ...]]:
    """The versions of each contract, in their order."""
    ordered = sorted(bundles, key=lambda each: in_its_place(each.contract))
    for _, versions in groupby(ordered, key=lambda each: each.contract.name):
        yield tuple(versions)


@dataclass(frozen=True, slots=True)
class _Comparisons:
    """Compares two versions once, whoever asks."""

    config: Config
    known: dict[tuple[str, str], Comparison] = field(default_factory=dict)

    def __call__(self, baseline: Bundle, candidate: Bundle) -> Comparison:
        both = (baseline.contract.id, candidate.contract.id)
        if both not in self.known:
            terms = terms_of(candidate.contract.id, self.config.compat, _NO_DAY)
            steady = replace(terms, mode=Mode.BACKWARD, caps=_CAPS)
            self.known[both] = lasting(news(compare(baseline, candidate, steady)))
        return self.known[both]


def told_of(versions: Sequence[Bundle], config: Config) -> Told:
    """What is told of a contract in all its versions, which are in their order."""
    comparisons = _Comparisons(config)
    return Told(
        tuple(_of_versions(versions, comparisons, config)), section(matrix(versions, comparisons))
    )


def _of_versions(
    versions: Sequence[Bundle], comparisons: _Comparisons, config: Config
) -> Iterator[Artifact]:
    name = versions[0].contract.name
    changelog, *guides = paths_of([each.contract for each in versions])
    found = [comparisons(*both) for both in pairwise(versions)]
    releases = [*(release(each) for each in reversed(found)), first_release(versions[0])]
    yield Artifact(changelog, contract_changelog(name, releases), EMITTER, _inputs(versions))
    for path, each in zip(guides, found, strict=True):
        inputs = _inputs((each.baseline, each.candidate))
        yield Artifact(path, guide(each, config.package), EMITTER, inputs)


def compatibility(sections: Sequence[str], inputs: tuple[str, ...]) -> Iterator[Artifact]:
    """The document on who gets on with whom, where some contract has several versions."""
    if sections:
        yield Artifact(COMPATIBILITY, of_sections(sections), EMITTER, inputs)


def deprecations(
    found: Iterable[Notice], inputs: tuple[str, ...], config: Config
) -> Iterator[Artifact]:
    """The calendar, where something is deprecated."""
    ordered = in_order(found)
    if not ordered:
        return
    events = icalendar(ordered, config.distribution)
    yield Artifact(DEPRECATIONS, calendar(ordered, CALENDAR), EMITTER, inputs)
    yield Artifact(f"{FOLDER}/{CALENDAR}", events, EMITTER, inputs)
    # Its lines end as RFC 5545 has it, and git may not mend that.
    yield Artifact(ATTRIBUTES, f"{CALENDAR} -text\n", EMITTER)


def _inputs(*groups: Iterable[Bundle]) -> tuple[str, ...]:
    """Every file that the contracts, and what is relied on of them, are made of."""
    paths = {
        each.path
        for bundles in groups
        for bundle in bundles
        for each in (*bundle.sources, *(said.source for said in bundle.expectations))
    }
    return tuple(sorted(paths))
