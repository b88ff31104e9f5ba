"""What a distribution has beside what each contract compiles into."""

from collections.abc import Callable, Iterator, Sequence

from counterfoil.compile.package import emit_package
from counterfoil.compile.suites import emit_around
from counterfoil.model import Artifact, Config, Record


def emit_shared(
    contracts: Sequence[Record], config: Config, text: Callable[[str], str]
) -> Iterator[Artifact]:
    """All of it; `text` is what is in a source."""
    yield from emit_package(contracts, config)
    yield from emit_around(contracts, text)
