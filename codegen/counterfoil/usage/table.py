"""Offers and the consumers that rely on them, side by side."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.engine.expectations.unknown import unknown_users
from counterfoil.engine.services import Service
from counterfoil.model import Bundle, Contract
from counterfoil.usage.claims import User, claims
from counterfoil.usage.offers import Key, Offer, Part
from counterfoil.usage.surface import Surface, offers, surface


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a contract offers, and who relies on it."""

    offer: Offer
    users: tuple[User, ...] = ()

    @property
    def consumers(self) -> tuple[str, ...]:
        """Their names, each once."""
        return tuple(sorted({each.consumer for each in self.users}))


@dataclass(frozen=True, slots=True)
class Consumer:
    """A consumer that has said what it relies on."""

    name: str
    file: str
    interactions: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses what of one contract."""

    contract: Contract
    files: tuple[str, ...]
    """Paths of all that the contract is made of."""
    deprecated: bool
    sunset: str
    providers: tuple[str, ...]
    consumers: tuple[Consumer, ...]
    unknown: tuple[str, ...]
    """Why there may be more users than these: a sentence each."""
    rows: tuple[Row, ...]


def usage(bundle: Bundle, services: Collection[Service]) -> Usage:
    """Who uses what of a contract, as expectations and the tables of services say."""
    lifecycle = bundle.api.lifecycle
    return Usage(
        contract=bundle.contract,
        files=tuple(each.path for each in bundle.sources),
        deprecated=lifecycle.deprecated,
        sunset=lifecycle.sunset,
        providers=tuple(each.name for each in services if bundle.contract.id in each.provides),
        consumers=tuple(
            Consumer(each.consumer, each.source.path, len(each.interactions))
            for each in sorted(bundle.expectations, key=lambda each: each.consumer)
        ),
        unknown=tuple(unknown_users(bundle, services)),
        rows=tuple(rows(bundle, surface(bundle))),
    )


def rows(bundle: Bundle, offered: Surface) -> Iterator[Row]:
    """Everything that a contract offers, and all that somebody relies on beyond it."""
    listed = {each.key: each for part in offered.offered for each in offers(offered, part)}
    users: dict[Key, list[User]] = {}
    beyond: dict[Key, Offer] = {}
    for expectations in sorted(bundle.expectations, key=lambda each: each.consumer):
        for offer, user in claims(offered, expectations):
            if offer.key not in listed:
                beyond.setdefault(offer.key, offer)
            users.setdefault(offer.key, []).append(user)
    for offer in _in_order(listed, beyond):
        yield Row(offer, tuple(users.get(offer.key, ())))


def _in_order(listed: dict[Key, Offer], beyond: dict[Key, Offer]) -> Iterator[Offer]:
    """The contract's order; what it does not list comes after the rest of its response."""
    apart: dict[str, dict[str, list[Offer]]] = {}
    for offer in (*listed.values(), *beyond.values()):
        apart.setdefault(offer.operation, {}).setdefault(offer.status, []).append(offer)
    for statuses in apart.values():
        for several in statuses.values():
            yield from several


def read_whole(found: Sequence[Row]) -> Mapping[Key, tuple[User, ...]]:
    """Fields that somebody reads without saying what of them: anything inside may be relied on.

    A recording says all that was read, so what it does not name inside a field was not.
    """
    entered = {
        (user.place.source.path, user.interaction, key)
        for row in found
        for user in row.users
        for key in row.offer.around
    }
    whole = {
        row.offer.key: tuple(
            each
            for each in row.users
            if not each.recorded
            and (each.place.source.path, each.interaction, row.offer.key) not in entered
        )
        for row in found
        if row.offer.part is Part.FIELD
    }
    return {key: users for key, users in whole.items() if users}


def relied_on(found: Sequence[Row]) -> frozenset[Key]:
    """The keys of what somebody relies on, and of what is around that: `/lines` for `/lines/*/sku`."""
    used: set[Key] = set()
    for row in found:
        if row.users:
            used |= {row.offer.key, *row.offer.around}
    return frozenset(used)
