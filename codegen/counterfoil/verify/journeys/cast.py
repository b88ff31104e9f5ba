"""Who takes part in a journey: the services whose operations it calls, and all that these need."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from counterfoil.engine.services import Service


@dataclass(frozen=True, slots=True)
class Cast:
    """The services that are started, and the contracts that nobody provides, which stubs play."""

    services: tuple[Service, ...]
    played: tuple[str, ...]
    providers: Mapping[str, Service]
    """Contract → who provides it."""

    @property
    def contracts(self) -> frozenset[str]:
        """Every contract that one of them provides or relies on."""
        named = (
            each for service in self.services for each in (*service.provides, *service.consumes)
        )
        return frozenset((*named, *self.played))


def cast_of(
    called: Collection[str],
    services: Collection[Service],
    is_message: Callable[[str], bool] = lambda _: True,
) -> Cast:
    """Who has to be there so that the contracts in `called` can be.

    A provider brings the providers of what it consumes along; who publishes messages brings along
    those that consume them.
    """
    runnable = sorted((each for each in services if each.start), key=lambda each: each.name)
    providers: dict[str, Service] = {}
    for service in runnable:
        for contract in service.provides:
            providers.setdefault(contract, service)
    found: dict[str, Service] = {}
    waiting = [providers[each] for each in sorted(called) if each in providers]
    while waiting:
        service = waiting.pop()
        if service.name not in found:
            found[service.name] = service
            waiting += (providers[each] for each in service.consumes if each in providers)
            waiting += _listeners(service, runnable, is_message)
    needed = {*called, *(each for service in found.values() for each in service.consumes)}
    played = sorted(each for each in needed if each not in providers and not is_message(each))
    return Cast(tuple(found[each] for each in sorted(found)), tuple(played), providers)


def _listeners(
    service: Service, services: Collection[Service], is_message: Callable[[str], bool]
) -> Iterator[Service]:
    published = {each for each in service.provides if is_message(each)}
    return (each for each in services if published & set(each.consumes))
