"""What an examination may do, and what it has to do it with."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from counterfoil.model import Given, Headers, Json, Reply, Request
from counterfoil.verify.wire.lost import Lost

if TYPE_CHECKING:
    # Whoever prints the help of a verb needs what stands here, and reads no expectations.
    from counterfoil.engine.expectations.verified import Lock

REQUESTS = 36
"""For each operation, on average, unless somebody says otherwise."""

Send: TypeAlias = Callable[[Request], Reply | Lost]
"""Asks the provider one thing."""

Hold: TypeAlias = Callable[[Sequence[Given]], AbstractContextManager[Mapping[str, Json]]]
"""Brings provider states about for as long as a block runs, tells the values that parameters have there,
and takes the states away again. Raises StateRefused where the provider has no such state; whoever gave
this function makes a finding of that, and the caller goes on with something else."""


class StateRefused(Exception):
    """A provider state cannot be brought about."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The bounds of one examination. Nothing in it depends on when or where it runs."""

    seed: int = 0
    requests: int = REQUESTS
    """For each operation, on average."""
    credentials: Mapping[str, str] = field(default_factory=dict)
    """Security scheme → a secret that the provider takes."""
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Security scheme → the secret of a second user, who may not see what the first one owns."""
    headers: Headers = ()
    """Sent with every request."""
    base: str | None = None
    """Where the contract is mounted; None: at the path of its first server."""
    url: str = ""
    """Where the provider is, as command lines and tests are told."""
    coverage: float | None = None
    """The share of the contract, 0 to 1, that has to be exercised."""
    given: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """Operation → the values of the provider states that it needs, which hold all the while."""
    hold: Hold | None = None
    """None: the provider has no way to set states."""
    verified: "Lock" = field(default_factory=dict)
    """What is known to have held of the contract's expectations before."""
    salt: str = ""
    """Sets keys that may be used but once apart from those of earlier runs against the same store."""
