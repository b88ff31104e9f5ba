"""The documents that follow from contracts alone, as files of the generated folder."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from itertools import groupby, pairwise
from pathlib import Path

from counterfoil.compat.comparing import Comparison, compare
from counterfoil.compat.documents.calendar import calendar, icalendar
from counterfoil.compat.documents.changelog import contract_changelog, first_release, release
from counterfoil.compat.documents.matrix import matrices_text, matrix
from counterfoil.compat.documents.migration import guide
from counterfoil.compat.documents.news import lasting, news
from counterfoil.compat.documents.notices import notices
from counterfoil.compat.settings import terms_of
from counterfoil.compat.terms import Caps, Mode
from counterfoil.model import Artifact, Bundle, Config

FOLDER = "docs"
_EMITTER = "documents"
_CALENDAR = "deprecations.ics"
_NO_DAY = date(1970, 1, 1)
"""Documents say the same on every day; what is late on a day is told by `counterfoil compat`."""
_CAPS = Caps(seconds=30)
"""A slow machine says the same as a fast one: what is tried is counted, and hardly timed."""
_WRITERS = ("jsonschema-rs",)


def key(config: Config) -> str:
    """A digest of what decides the documents beside the contracts: the code that makes them, and settings."""
    hashed = hashlib.sha256()
    for name in _WRITERS:
        hashed.update(f"{name}=={version(name)};".encode())
    hashed.update(f"{config.package};{config.distribution};{config.compat!r};".encode())
    folder = Path(__file__).parent.parent
    for path in sorted(folder.rglob("*.py"), key=lambda each: each.relative_to(folder).as_posix()):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def documents(bundles: Sequence[Bundle], config: Config) -> tuple[Artifact, ...]:
    """Every document, by path. Where there is nothing to say there is none."""
    made = [*_of_contracts(bundles, config), *_of_deprecations(bundles, config)]
    return tuple(sorted(made, key=lambda each: each.path))


def by_contract(bundles: Iterable[Bundle]) -> Iterator[tuple[Bundle, ...]]:
    """The versions of each contract, in their order."""
    ordered = sorted(bundles, key=lambda each: (each.contract.name, _rank(each)))
    for _, versions in groupby(ordered, key=lambda each: each.contract.name):
        yield tuple(versions)


def _rank(bundle: Bundle) -> tuple[int, str]:
    """By its number: `v10` comes after `v9`."""
    number = re.match(r"v([0-9]+)", bundle.contract.version)
    return int(number[1]) if number else 0, bundle.contract.version


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


def _of_contracts(bundles: Sequence[Bundle], config: Config) -> Iterator[Artifact]:
    comparisons = _Comparisons(config)
    several = [each for each in by_contract(bundles) if len(each) > 1]
    for versions in several:
        yield from _of_versions(versions, comparisons, config)
    if several:
        text = matrices_text([matrix(each, comparisons) for each in several])
        involved = [each for versions in several for each in versions]
        yield Artifact(f"{FOLDER}/compatibility.md", text, _EMITTER, _inputs(involved))


def _of_versions(
    versions: Sequence[Bundle], comparisons: _Comparisons, config: Config
) -> Iterator[Artifact]:
    name = versions[0].contract.name
    folder = f"{FOLDER}/contracts/{name}"
    found = [comparisons(*both) for both in pairwise(versions)]
    releases = [*(release(each) for each in reversed(found)), first_release(versions[0])]
    text = contract_changelog(name, releases)
    yield Artifact(f"{folder}/changelog.md", text, _EMITTER, _inputs(versions))
    for each in found:
        both = (each.baseline, each.candidate)
        path = f"{folder}/{'-to-'.join(one.contract.version for one in both)}.md"
        yield Artifact(path, guide(each, config.package), _EMITTER, _inputs(both))


def _of_deprecations(bundles: Sequence[Bundle], config: Config) -> Iterator[Artifact]:
    found = notices(bundles)
    if not found:
        return
    involved = _inputs(each for each in bundles if notices([each]))
    events = icalendar(found, config.distribution)
    yield Artifact(f"{FOLDER}/deprecations.md", calendar(found, _CALENDAR), _EMITTER, involved)
    yield Artifact(f"{FOLDER}/{_CALENDAR}", events, _EMITTER, involved)
    # Its lines end as RFC 5545 has it, and git may not mend that.
    yield Artifact(f"{FOLDER}/.gitattributes", f"{_CALENDAR} -text\n", _EMITTER)


def _inputs(bundles: Iterable[Bundle]) -> tuple[str, ...]:
    """Every file that the contracts, and what is relied on of them, are made of."""
    paths = {
        each.path
        for bundle in bundles
        for each in (*bundle.sources, *(said.source for said in bundle.expectations))
    }
    return tuple(sorted(paths))
