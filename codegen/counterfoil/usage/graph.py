"""Which service relies on which, and on what grounds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from counterfoil.engine.services import Service
from counterfoil.model import Bundle, Contract, Kind


@dataclass(frozen=True, slots=True)
class Dependency:
    """A consumer relies on a provider by a contract; the one or the other is empty where there is none."""

    provider: str
    consumer: str
    contract: Contract
    recorded: bool = False
    """Whether the consumer says what it relies on."""

    @property
    def by_message(self) -> bool:
        """Whether messages travel rather than requests."""
        return self.contract.kind is Kind.JSON_SCHEMA


@dataclass(frozen=True, slots=True)
class Graph:
    """The services, and what goes on between them."""

    services: tuple[str, ...]
    """Those of the monorepo and those that only expectations name, by name."""
    dependencies: tuple[Dependency, ...]


def graph(bundles: Collection[Bundle], services: Collection[Service]) -> Graph:
    """The dependencies by these contracts; every service that has a part in one."""
    found = sorted(
        (each for bundle in bundles for each in _dependencies(bundle, services)),
        key=lambda each: (each.provider, each.contract.id, each.consumer),
    )
    names = {name for each in found for name in (each.provider, each.consumer) if name}
    return Graph(tuple(sorted(names)), tuple(found))


def _dependencies(bundle: Bundle, services: Collection[Service]) -> Iterator[Dependency]:
    contract = bundle.contract
    recorded = {each.consumer for each in bundle.expectations}
    consumers = recorded | {each.name for each in services if contract.id in each.consumes}
    providers = [each.name for each in services if contract.id in each.provides]
    for provider in providers or [""]:
        for consumer in sorted(consumers) or [""]:
            yield Dependency(provider, consumer, contract, consumer in recorded)
