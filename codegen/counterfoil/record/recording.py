"""Turns the notes of a recording into files of expectations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from counterfoil.engine.expectations import FOLDER
from counterfoil.engine.expectations.spots import line_of
from counterfoil.engine.expectations.writing import render, updated
from counterfoil.model import (
    At,
    Bundle,
    CannotRun,
    Expectations,
    Finding,
    Interaction,
    Place,
    Source,
)
from counterfoil.record.asked import Reading
from counterfoil.record.found import Found, Left, found_in
from counterfoil.record.merging import Merged, added, merged
from counterfoil.record.notes import Note


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose recording it is, and how much it may say."""

    consumer: str
    root: Path
    everything: bool = True
    """Whether all tests ran, so that what none of them shows is shown by none."""
    prune: bool = False
    """Whether what no test shows any more is taken out."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recording makes of one contract's file."""

    contract: str
    path: str
    """From the monorepo's root."""
    before: str
    text: str
    interactions: int = 0
    fields: int = 0
    removed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.text != self.before


def recorded(notes: Sequence[Note], bundle: Bundle, scope: Scope) -> Recorded:
    """What a consumer's file says after a recording. Raises CannotRun where it cannot be understood."""
    shown = found_in(notes, bundle)
    standing = _standing(bundle, scope)
    path = standing.source.path if standing else _path(bundle, scope.consumer)
    before = standing.source.text if standing else ""
    result = _merged(standing, shown.found, bundle, scope)
    interactions = _without_stale(result) if scope.prune else result.recorded
    if standing is not None:
        text = updated(before, standing.source, interactions)
    elif interactions:
        text = render(_fresh(path, bundle, scope.consumer, interactions))
    else:
        text = ""
    return Recorded(
        bundle.contract.id,
        path,
        before,
        text,
        len(shown.found),
        sum(len(each.use.reads) for each in shown.found),
        len(result.stale) if scope.prune else 0,
        (
            *(() if scope.prune else _stale(result.stale, bundle, scope.consumer)),
            *(_left_out(each, bundle, scope.consumer) for each in shown.left_out),
        ),
    )


def check_standing(bundle: Bundle, scope: Scope) -> None:
    """Raises CannotRun where a recording could not go into the consumer's file."""
    _standing(bundle, scope)


def _merged(
    standing: Expectations | None, found: Sequence[Found], bundle: Bundle, scope: Scope
) -> Merged:
    interactions = standing.interactions if standing else ()
    source = standing.source if standing else Source("", "")
    merge = merged if scope.everything else added
    return merge(interactions, found, Reading(bundle), bundle.api, Place(source))


def _without_stale(result: Merged) -> tuple[Interaction, ...]:
    gone = {each.description for each in result.stale}
    return tuple(each for each in result.recorded if each.description not in gone)


def _standing(bundle: Bundle, scope: Scope) -> Expectations | None:
    """What the consumer's file says already."""
    for each in bundle.expectations:
        if each.consumer == scope.consumer:
            return each
    path = _path(bundle, scope.consumer)
    if (scope.root / path).exists():
        raise CannotRun(
            f"{path} says nothing of {scope.consumer}",
            "It cannot be read, or it names another consumer; a recording would overwrite it.",
            "Correct it; `counterfoil lint` says what is wrong.",
        )
    return None


def _path(bundle: Bundle, consumer: str) -> str:
    folder = Path(bundle.contract.source.path).parent
    return (folder / FOLDER / f"{consumer}.yaml").as_posix()


def _fresh(
    path: str, bundle: Bundle, consumer: str, interactions: Sequence[Interaction]
) -> Expectations:
    return Expectations(consumer, bundle.contract.id, Source(path, ""), tuple(interactions))


def _left_out(left: Left, bundle: Bundle, consumer: str) -> Finding:
    return Finding(
        rule="exchange-not-recorded",
        message=f"{left.what}: tests of {consumer} show it, and it is not written down: {left.why}",
        at=At(bundle.contract.source.path),
        subject=f"{consumer} {left.what} {left.why}",
        fix="Write it down by hand where the service relies on it.",
    )


def _stale(stale: Sequence[Interaction], bundle: Bundle, consumer: str) -> Iterator[Finding]:
    for each in stale:
        yield Finding(
            rule="expectation-stale",
            message=f"no test of {consumer} shows `{each.description}` of {bundle.contract.title}"
            " any more",
            at=line_of(each.place),
            subject=f"{consumer} {bundle.contract.id} {each.description}",
            fix="Record with --prune, which takes it out; or take the mark `recorded` away, and it is"
            " yours.",
        )
