"""The consumers whom a broken promise of the contract hits: those that read what it is about."""

from collections.abc import Iterable

from counterfoil.engine.expectations.fields import EVERY, steps_of
from counterfoil.model import Reply, escape
from counterfoil.verify.consumers.relied import Item, Kind, Relied
from counterfoil.verify.judging.causes import key_of
from counterfoil.verify.judging.sightings import Sighting

_WHOLE = ("response-body-malformed", "response-body-missing", "undocumented-media-type")
_HEADERS = ("response-header-missing", "response-header-breach")
_ABSENT = ("required", "dependentRequired")


def consumers_hit(
    best: Sighting, sightings: Iterable[Sighting], relied: Iterable[Relied]
) -> tuple[str, ...]:
    """Who reads what a fault spoils, in any of the replies in which it was seen."""
    key = key_of(best)
    known = tuple(relied)
    alike = [each for each in sightings if key_of(each) == key] if known else []
    found = {name.consumer for each in alike for name in known if _is_hit(each, name)}
    return tuple(sorted(found))


def _is_hit(seen: Sighting, relied: Relied) -> bool:
    status = seen.reply.status if isinstance(seen.reply, Reply) else 0
    if relied.answer != (seen.operation.id, status):
        return False
    return any(_is_about(seen, item) for item, _ in relied.reads())


def _is_about(seen: Sighting, item: Item) -> bool:
    breach = seen.breach
    if breach.rule in _WHOLE:
        return item.kind is not Kind.HEADER
    if breach.rule in _HEADERS:
        return item.kind is Kind.HEADER and breach.where.lower() == f"header {item.name}"
    if breach.rule != "response-body-breach" or item.kind is Kind.HEADER:
        return False
    absent = breach.keyword in _ABSENT
    pointer = f"{breach.pointer}/{escape(breach.member)}" if absent else breach.pointer
    spoils = absent or breach.keyword == "type"
    return _leads_to(steps_of(pointer), steps_of(item.name), below=spoils)


def _leads_to(place: tuple[str, ...], read: tuple[str, ...], *, below: bool) -> bool:
    """Whether a place in a reply is a field that is read, or what holds it where that is spoilt, too."""
    if len(place) > len(read) or (len(place) < len(read) and not below):
        return False
    return all(wanted in (EVERY, met) for met, wanted in zip(place, read, strict=False))
