"""On what terms two versions are compared: which way, with which relaxations, on what day."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterfoil.model import Severity


class Version(StrEnum):
    """Which of the two versions something belongs to."""

    BASELINE = "baseline"
    CANDIDATE = "candidate"

    @property
    def other(self) -> "Version":
        """The other one of the two."""
        return Version.CANDIDATE if self is Version.BASELINE else Version.BASELINE


class Policy(StrEnum):
    """A relaxation: something that the two schemas alone do not promise, and that is relied on."""

    CLOSED_WRITER = "closed-writer"
    """Who sends an object sends only the properties that its version declares."""
    TOLERANT_READER = "tolerant-reader"
    """Consumers ignore properties that they do not know."""
    REQUIRED_WITH_DEFAULT = "required-with-default"
    """A provider fills in a required property that has a default and is missing."""
    EXTENSIBLE_ENUMS = "extensible-enums"
    """Consumers take any further member of what is marked `x-extensible-enum`."""
    FORMAT_LATTICE = "format-lattice"
    """Formats stand for sets of values, some inside others: every int32 is an int64."""


class Mode(StrEnum):
    """Which versions have to get on with which, by the names that schema registries have for it."""

    BACKWARD = "BACKWARD"
    """What keeps to the baseline gets on with a provider, or a reader, of the candidate."""
    FORWARD = "FORWARD"
    """What keeps to the candidate gets on with a provider, or a reader, of the baseline."""
    FULL = "FULL"
    BACKWARD_TRANSITIVE = "BACKWARD_TRANSITIVE"
    """The same against every released version, not the last one alone."""
    FORWARD_TRANSITIVE = "FORWARD_TRANSITIVE"
    FULL_TRANSITIVE = "FULL_TRANSITIVE"
    NONE = "NONE"

    @property
    def transitive(self) -> bool:
        """Whether every released version counts."""
        return self.value.endswith("_TRANSITIVE")

    @property
    def kept_by(self) -> tuple[Version, ...]:
        """The versions that one side keeps to while the other side moves on, or back."""
        both = (Version.BASELINE, Version.CANDIDATE)
        ways = {"BACKWARD": both[:1], "FORWARD": both[1:], "FULL": both, "NONE": ()}
        return ways[self.value.removesuffix("_TRANSITIVE")]


ALL_POLICIES = frozenset(Policy)


@dataclass(frozen=True, slots=True)
class Caps:
    """How much may be spent on one pair of schemas before the answer is that nobody knows."""

    seconds: float = 5.0
    megabytes: int = 1024
    candidates: int = 2000
    """Values that are tried as a witness."""
    states: int = 20_000
    """States of the automata of a pair of regular expressions."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything but the two versions that a comparison depends on."""

    today: datetime.date
    mode: Mode = Mode.BACKWARD
    policies: frozenset[Policy] = ALL_POLICIES
    unknown: Severity = Severity.WARNING
    """How severe it is that nobody knows."""
    notice: Mapping[str, int] = field(default_factory=lambda: {"stable": 90})
    """Stability level → days between the deprecation of something and its sunset."""
    caps: Caps = Caps()
    seed: int = 0
