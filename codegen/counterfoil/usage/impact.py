"""Who breaks if a place in a contract goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.engine.words import shown
from counterfoil.engine.written import value_at
from counterfoil.model import Contract, Json, Place, unescape
from counterfoil.usage.claims import User
from counterfoil.usage.offers import Offer, Part
from counterfoil.usage.pointed import Pointed
from counterfoil.usage.table import Row, Usage, read_whole
from counterfoil.usage.trails import Going, within

_PROMISES = frozenset(
    {"type", "const", "pattern", "multipleOf", "maximum", "minimum", "exclusiveMaximum"}
    | {"exclusiveMinimum", "maxLength", "minLength", "maxItems", "minItems", "uniqueItems"}
    | {"maxProperties", "minProperties", "contentEncoding", "contentMediaType"}
)
"""Keywords that a reader may count on; without the others nobody who reads values notices anything."""
_RECEIVED = (Part.FIELD, Part.HEADER, Part.RESPONSE)


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that goes, or of which something goes, and who relies on it."""

    contract: Contract
    offer: Offer
    what: str
    """Of the thing: empty where all of it goes, else such as `its format`."""
    users: tuple[User, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A consumer of a contract that is reached, and that relies on nothing that goes."""

    contract: Contract
    consumer: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What goes with a place."""

    pointed: Pointed
    losses: tuple[Loss, ...]
    perhaps: tuple[Loss, ...]
    """What is inside a field that somebody reads without saying what of it, and who does."""
    unhurt: tuple[Standing, ...]
    unknown: tuple[str, ...]
    """Why others may break too, a sentence each."""

    @property
    def broken(self) -> tuple[str, ...]:
        """The consumers that break, by name."""
        return tuple(sorted({user.consumer for loss in self.losses for user in loss.users}))


def impact(pointed: Pointed, usages: Sequence[Usage]) -> Impact:
    """What each contract loses when a place goes, and which consumers rely on that."""
    losses: list[Loss] = []
    perhaps: list[Loss] = []
    unhurt: list[Standing] = []
    unknown: list[str] = []
    for usage in usages:
        if pointed.place.source.path not in usage.files:
            continue
        found = tuple(_losses(usage, pointed.place))
        maybe = tuple(_of_whole(found, usage.rows))
        hurt = {user.consumer for loss in (*found, *maybe) for user in loss.users}
        losses += found
        perhaps += maybe
        if found or usage.contract.source.path == pointed.place.source.path:
            names = [each.name for each in usage.consumers if each.name not in hurt]
            unhurt += (Standing(usage.contract, each) for each in names)
        if found:
            unknown += usage.unknown
    return Impact(pointed, tuple(losses), tuple(perhaps), tuple(unhurt), tuple(unknown))


def outermost(losses: Sequence[Loss]) -> tuple[Loss, ...]:
    """Without what goes because something around it goes."""
    whole = {(each.contract.id, *each.offer.key) for each in losses if not each.what}
    return tuple(
        each
        for each in losses
        if not any((each.contract.id, *key) in whole for key in each.offer.around)
    )


def broken_by(impact: Impact, consumer: str) -> Iterator[tuple[Loss, User]]:
    """What a consumer loses, the outermost of each interaction alone, and where it relies on it."""
    theirs = [
        (loss, user) for loss in impact.losses for user in loss.users if user.consumer == consumer
    ]
    whole = {
        (user.interaction, loss.contract.id, *loss.offer.key)
        for loss, user in theirs
        if not loss.what
    }
    told: set[tuple[str, str, str]] = set()
    for loss, user in theirs:
        around = ((user.interaction, loss.contract.id, *key) for key in loss.offer.around)
        said = (user.place.source.path, user.place.pointer, f"{loss.offer.key} {loss.what}")
        if said not in told and not any(each in whole for each in around):
            told.add(said)
            yield loss, user


def _losses(usage: Usage, place: Place) -> Iterator[Loss]:
    going = Going(place)
    for row in usage.rows:
        if going.takes(row.offer.trail):
            yield Loss(usage.contract, row.offer, "", row.users)
        else:
            told = {each.what: each for each in _inside(usage.contract, row, usage.rows, place)}
            yield from told.values()


def _of_whole(losses: Sequence[Loss], found: Sequence[Row]) -> Iterator[Loss]:
    """What goes of fields that somebody reads whole, and that stay themselves."""
    whole = read_whole(found)
    gone = {each.offer.key for each in losses if not each.what}
    for loss in losses:
        around = [key for key in loss.offer.around if key in whole and key not in gone]
        if loss.offer.part is Part.FIELD and gone.isdisjoint(loss.offer.around):
            for key in around:
                yield replace(loss, users=whole[key])


def _inside(contract: Contract, row: Row, found: Sequence[Row], place: Place) -> Iterator[Loss]:
    """What goes of a thing that itself stays."""
    if row.offer.part is Part.FIELD and _is_required_by(row.offer, place):
        yield Loss(contract, row.offer, "that it is always there", _at_or_below(row, found))
    for own, holds in row.offer.places.items():
        keyword, *more = _below(place, own) or ("",)
        if keyword == "enum":
            gone = value_at(place) if not more else [value_at(place)]
            what = f"its member {shown(gone[0])}" if more else "the list of its members"
            yield Loss(contract, row.offer, what, tuple(_telling(row, gone, whole=not more)))
        elif keyword == "format":
            told = tuple(each for each in row.users if each.format)
            yield Loss(contract, row.offer, f"its format {shown(value_at(place))}", told)
        elif keyword == "operationId" and row.offer.part is Part.OPERATION:
            named = tuple(each for each in row.users if value_at(each.place) == value_at(place))
            yield Loss(contract, row.offer, "its operationId", named)
        elif keyword in _PROMISES and row.offer.part in _RECEIVED:
            users = _at_or_below(row, found) if holds else ()
            yield Loss(contract, row.offer, f"its `{keyword}`", users)
    if row.offer.part in _RECEIVED and any(within(each.place, place) for each in row.offer.said):
        # What is inside goes by itself; what is left of the value is as it was.
        named = tuple(each for each in row.users if each.members or each.format)
        users = row.users if row.offer.part is Part.HEADER else named
        yield Loss(contract, row.offer, "some of what is said of its value", users)


def _below(place: Place, own: Place) -> list[str]:
    """The way down from one place to another inside it."""
    if not within(place, own):
        return []
    return [unescape(each) for each in place.pointer[len(own.pointer) :].split("/")[1:]]


def _is_required_by(offer: Offer, place: Place) -> bool:
    """Whether a place is the list of required properties, or a member of it, that names a field."""
    around = offer.trail.above
    key = unescape(offer.name.rpartition("/")[2])
    for own in around.own if around else ():
        way = _below(place, own)
        if way[:1] == ["required"] and len(way) <= 2:
            named = value_at(place) if len(way) == 1 else [value_at(place)]
            return isinstance(named, list) and key in named
    return False


def _telling(row: Row, gone: Json, whole: bool) -> Iterator[User]:
    """Who tells one of these members apart, or sends one where that member alone goes."""
    members = gone if isinstance(gone, list) else []
    for each in row.users:
        sent = value_at(each.place) if row.offer.part in (Part.PARAMETER, Part.BODY) else None
        several = sent if isinstance(sent, list) else [sent]
        if any(member in members for member in each.members) or (
            sent is not None and not whole and any(one in members for one in several)
        ):
            yield each


def _at_or_below(row: Row, found: Sequence[Row]) -> tuple[User, ...]:
    """Who relies on the value of something, or on what is inside it."""
    return tuple(
        user
        for each in found
        if (each is row and row.offer.part is not Part.RESPONSE)
        or row.offer.key in each.offer.around
        for user in each.users
    )
