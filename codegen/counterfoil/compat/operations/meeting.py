"""One operation as both versions have it, and who asks whom."""

from dataclasses import dataclass, replace

from counterfoil.compat.change import Party
from counterfoil.compat.terms import Version
from counterfoil.model import In, Operation


@dataclass(frozen=True, slots=True)
class Meeting:
    """One operation in both versions."""

    title: str
    """As findings name it: `orders v2 GET /orders`, `orders v2 webhook orderPlaced`."""
    baseline: Operation
    candidate: Operation
    asker: Party = Party.CONSUMER
    """Who sends the requests: of webhooks and callbacks it is the provider."""

    @property
    def answerer(self) -> Party:
        """Who sends the answers."""
        return Party.CONSUMER if self.asker is Party.PROVIDER else Party.PROVIDER

    def of(self, version: Version) -> Operation:
        """The operation as one version has it."""
        return self.baseline if version is Version.BASELINE else self.candidate


def addressed(operation: Operation) -> Operation:
    """A webhook or callback as it is met by whoever is called: at a path of nobody's choosing.

    Its name is an expression or a word, and what is in braces there is no parameter.
    """
    kept = tuple(each for each in operation.parameters if each.location is not In.PATH)
    return replace(operation, path="/", parameters=kept)
