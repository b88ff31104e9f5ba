"""What is remembered of a contract that has been compiled, beside the files that it became."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.model.finding import Finding
from counterfoil.model.json import Json


@dataclass(frozen=True, slots=True)
class Record:
    """One contract version: all that the rest of the monorepo, and a report, have to know of it.

    While its files stay the same it need not be read again.
    """

    name: str
    version: str
    heading: str
    """The title that its document gives it."""
    sources: Mapping[str, str]
    """SHA-256 of the text of every file read, by its path; the entry first."""
    expectations: Mapping[str, str]
    """SHA-256 of every file of expectations, whether it could be read or not."""
    consumers: Mapping[str, str] = field(default_factory=dict)
    """Who relies on it → the file that says so."""
    operations: int = 0
    schemas: int = 0
    elsewhere: tuple[str, ...] = ()
    """Files that can change what it says while all those above stay the same: it is read on every run."""
    findings: tuple[Finding, ...] = ()
    """Of reading it."""
    left_out: tuple[Finding, ...] = ()
    """Of compiling it: what could not be expressed."""
    notices: tuple[Json, ...] = ()
    """What is deprecated in it."""

    @property
    def id(self) -> str:
        """`orders/v1`."""
        return f"{self.name}/{self.version}"

    @property
    def title(self) -> str:
        """`orders v1`, as messages name it."""
        return f"{self.name} {self.version}"

    @property
    def inputs(self) -> tuple[str, ...]:
        """The files that it is made of."""
        return tuple(self.sources)
