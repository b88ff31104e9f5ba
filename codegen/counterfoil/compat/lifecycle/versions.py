"""To what `info.version` has to rise (semver.org 2.0.0)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.lifecycle.levels import promises
from counterfoil.compat.outcome import safe
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.model import Api, Place, Severity, Verdict
from counterfoil.model import Kind as Format

_SEMANTIC = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII
)
_FOLDER = re.compile(r"v(\d+)", re.ASCII)


class Rise(IntEnum):
    """Which number of a version a change raises."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@total_ordering
@dataclass(frozen=True, slots=True)
class Number:
    """The three numbers of a semantic version; one with a suffix comes before the one without."""

    major: int
    minor: int
    patch: int
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}{self.suffix}"

    def __lt__(self, other: "Number") -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, int, bool]:
        return (self.major, self.minor, self.patch, not self.suffix)

    def raised(self, rise: Rise) -> "Number":
        """The next version. Before 1.0.0 a break raises the second number.

        >>> str(Number(1, 4, 2).raised(Rise.MINOR)), str(Number(0, 4, 2).raised(Rise.MAJOR))
        ('1.5.0', '0.5.0')
        """
        if self.major == 0 and rise is not Rise.NONE:
            rise = Rise(max(rise - 1, Rise.PATCH))
        match rise:
            case Rise.NONE:
                return self
            case Rise.PATCH if self.suffix:
                return Number(self.major, self.minor, self.patch)
            case Rise.PATCH:
                return Number(self.major, self.minor, self.patch + 1)
            case Rise.MINOR:
                return Number(self.major, self.minor + 1, 0)
        return Number(self.major + 1, 0, 0)


def number(text: str) -> Number | None:
    """The numbers of a semantic version; None where a text is none.

    >>> str(number("2.10.0-beta.1")), number("2.1")
    ('2.10.0-beta.1', None)
    """
    found = _SEMANTIC.fullmatch(text)
    if found is None:
        return None
    return Number(int(found[1]), int(found[2]), int(found[3]), found[4] or "")


def rise_demanded(changes: Iterable[Change]) -> Rise:
    """How much a version has to rise for what changed: a break, something more, or nothing to heed."""
    return max(map(_rise, changes), default=Rise.NONE)


def version_demanded(baseline: str, changes: Iterable[Change]) -> str:
    """The lowest version that says what changed; empty where the baseline's is no semantic version.

    >>> version_demanded("1.4.2", [])
    '1.4.2'
    """
    found = number(baseline)
    return "" if found is None else str(found.raised(rise_demanded(changes)))


def versioned(baseline: Api, candidate: Api, changes: Iterable[Change]) -> Iterator[Told]:
    """Whether a contract's version rose as what changed in it demands."""
    before, after = number(baseline.version), number(candidate.version)
    rise = rise_demanded(changes)
    breaks = rise is Rise.MAJOR and (before is None or before.major)
    if breaks and _is_in_place(baseline, candidate):
        yield _in_place(baseline, candidate, before)
    elif before is not None and after is not None and after < (least := before.raised(rise)):
        yield Told(
            "version-not-raised",
            Kind.CHANGED,
            f"the version {'is still' if after == before else 'was ' + str(before) + ' and is'}"
            f" {after}, and what changed makes it {least} ({rise.name.lower()})",
            version_place(candidate),
            version_place(baseline),
            safe("a version is a promise, and no payload"),
            before=baseline.version,
            after=candidate.version,
            severity=Severity.ERROR,
            fix=f"Set the version to {least}.",
        )


def version_place(api: Api) -> Place:
    """Where a contract says its version."""
    if api.contract.kind is Format.OPENAPI:
        return api.place / "info" / "version"
    return api.place / "x-version"


def _in_place(baseline: Api, candidate: Api, before: Number | None) -> Told:
    contract = candidate.contract
    return Told(
        "breaking-change-in-place",
        Kind.CHANGED,
        f"it breaks those who keep to it as it was, and is still {contract.version}",
        version_place(candidate),
        version_place(baseline),
        safe("the changes themselves say whom they break"),
        before=baseline.version,
        after=candidate.version,
        severity=Severity.ERROR,
        fix=f"Leave {contract.title} as it was, and {_elsewhere(candidate, before)}; or make each breaking"
        " change in two steps, as its page says.",
    )


def _elsewhere(candidate: Api, before: Number | None) -> str:
    """Where a breaking change belongs: in the version that follows, begun already or not."""
    if candidate.lifecycle.successor:
        return f"change {candidate.lifecycle.successor}, which follows it"
    contract = candidate.contract
    folder = _FOLDER.fullmatch(contract.version)
    following = f"v{int(folder[1]) + 1}" if folder else "a new folder"
    least = f" with the version {before.raised(Rise.MAJOR)}" if before else ""
    return f"begin {contract.name}/{following}/{least}"


def _is_in_place(baseline: Api, candidate: Api) -> bool:
    same = baseline.contract.id == candidate.contract.id
    return same and promises(baseline.lifecycle.stability)


_UNHEEDED = ("-examples-changed", "-description-changed")
_HARMLESS = frozenset(
    {
        "operation-tag-added",
        "operation-tag-removed",
        "response-link-changed",
        "security-scheme-added",
        "security-scheme-removed",
        "stability-increased",
        "sunset-moved-later",
    }
)


def _rise(change: Change) -> Rise:
    if _breaks(change):
        return Rise.MAJOR
    if change.idle:
        return Rise.NONE
    if change.rule in _HARMLESS or change.rule.endswith(_UNHEEDED):
        return Rise.PATCH
    return Rise.MINOR


def _breaks(change: Change) -> bool:
    """Whether it is a break that nobody has agreed to; of some removals no payload proves it."""
    if change.severity not in (None, Severity.ERROR):
        return False
    if change.kept is Version.CANDIDATE:
        # A version is for those who keep to what there was; this one hits who runs ahead of the others.
        return False
    lost = change.rule.endswith(_LOST) and change.severity is Severity.ERROR
    return change.verdict is Verdict.PROVED_BREAK or (lost and change.verdict is Verdict.UNKNOWN)


_LOST = ("body-removed", "webhook-removed", "callback-removed", "-withdrawn")
