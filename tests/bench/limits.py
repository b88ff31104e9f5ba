"""What a measurement may come to at most."""

from dataclasses import dataclass

REFERENCE_PLAIN = 31.0
"""Microseconds of CPU that the plain server takes for a POST on the machine that limits were set on."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that was measured, and the most that it may be."""

    what: str
    measured: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it is kept."""
        return self.measured <= self.most

    def __str__(self) -> str:
        return f"{self.what}: {self.measured:.2f}, at most {self.most:.2f}"
