"""Faults of the kind "answers something else": which reply of which operation, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .exchange import Answer, Asked


@dataclass(frozen=True)
class Spoilt:
    """A reply that is not as it should be: of an operation, with a status, changed."""

    operation: str
    status: int
    spoil: Callable[[Answer, Asked], Answer]


def as_status(status: int) -> Callable[[Answer, Asked], Answer]:
    """The same with another status."""
    return lambda answer, _: replace(answer, status=status)


def as_media_type(media_type: str) -> Callable[[Answer, Asked], Answer]:
    """The same under another media type."""
    return lambda answer, _: replace(answer, media_type=media_type)


def with_header(name: str, value: str) -> Callable[[Answer, Asked], Answer]:
    """The same with another value of a header."""
    return lambda answer, _: replace(answer, headers={**answer.headers, name: value})


def without_header(name: str) -> Callable[[Answer, Asked], Answer]:
    """The same without a header."""

    def spoil(answer: Answer, _: Asked) -> Answer:
        kept = {key: value for key, value in answer.headers.items() if key != name}
        return replace(answer, headers=kept)

    return spoil


def elsewhere(answer: Answer, _: Asked) -> Answer:
    """The same with a Location of which a part is misspelt."""
    wrong = answer.headers["location"].replace("/parcels/", "/parcel/")
    return replace(answer, headers={**answer.headers, "location": wrong})


def with_members(**members: Any) -> Callable[[Answer, Asked], Answer]:
    """The same with other members."""
    return lambda answer, _: answer.edited(**members)


def without_member(name: str) -> Callable[[Answer, Asked], Answer]:
    """The same without a member."""

    def spoil(answer: Answer, _: Asked) -> Answer:
        kept = {key: value for key, value in answer.content.items() if key != name}
        return replace(answer, content=kept)

    return spoil


def as_page(_: Answer, asked: Asked) -> Answer:
    """A page for people."""
    return Answer(401, media_type="text/html; charset=utf-8", raw=b"<h1>Please log in</h1>")


def unlike_problem(answer: Answer, _: Asked) -> Answer:
    """A refusal in a shape of its own."""
    return replace(answer, content={"error": "there is no such parcel"})


def amounts_as_text(answer: Answer, _: Asked) -> Answer:
    """A parcel whose amounts are texts."""
    contents = [
        {**item, "value": {**item["value"], "amount": str(item["value"]["amount"])}}
        for item in answer.content["contents"]
    ]
    return answer.edited(contents=contents)


def with_null(answer: Answer, _: Asked) -> Answer:
    """A list with a null behind its items."""
    items = answer.content["items"]
    return answer.edited(items=[*items, None]) if items else answer


def empty_where_none(answer: Answer, _: Asked) -> Answer:
    """An empty body instead of an empty list."""
    return answer if answer.content["items"] else replace(answer, raw=b"")


def in_latin_1(answer: Answer, _: Asked) -> Answer:
    """The same in the encoding of long ago, where it has such letters."""
    try:
        return replace(answer, raw=answer.body.decode().encode("latin-1"))
    except UnicodeEncodeError:
        return answer


def cut_off_express(answer: Answer, asked: Asked) -> Answer:
    """A quote for express without its end."""
    return replace(answer, raw=answer.body[:-9]) if asked.all("service") == ["express"] else answer


def in_small_letters(answer: Answer, _: Asked) -> Answer:
    """A price whose currency is in lower case."""
    price = answer.content["price"]
    return answer.edited(price={**price, "currency": price["currency"].lower()})


def deliveries_as_written_by_hand(answer: Answer, _: Asked) -> Answer:
    """A day as people write it."""
    year, month, day = answer.content["deliveredBy"].split("-")
    return answer.edited(deliveredBy=f"{day}/{month}/{year}")


def without_zone(answer: Answer, _: Asked) -> Answer:
    """A moment that does not say where."""
    return answer.edited(createdAt=answer.content["createdAt"].removesuffix("Z"))


OTHER_ID = "00000000-0000-4000-8000-000000000000"

SPOILT: Mapping[str, Spoilt] = {
    "deleted-with-200": Spoilt("deleteParcel", 204, as_status(200)),
    "missing-is-410": Spoilt("readParcel", 404, as_status(410)),
    "read-without-weight": Spoilt("readParcel", 200, without_member("weight")),
    "read-with-unheard-status": Spoilt("readParcel", 200, with_members(status="lost")),
    "read-with-text-amounts": Spoilt("readParcel", 200, amounts_as_text),
    "read-with-inner-field": Spoilt("readParcel", 200, with_members(_shard=3)),
    "read-without-etag": Spoilt("readParcel", 200, without_header("etag")),
    "read-gives-another": Spoilt("readParcel", 200, with_members(id=OTHER_ID)),
    "amended-without-zone": Spoilt("amendParcel", 200, without_zone),
    "count-in-words": Spoilt("listParcels", 200, with_header("x-total-count", "three")),
    "parcel-located-elsewhere": Spoilt("registerParcel", 201, elsewhere),
    "pickup-without-location": Spoilt("orderPickup", 201, without_header("location")),
    "pickup-without-address": Spoilt("orderPickup", 201, with_members(at=None)),
    "replaced-as-text": Spoilt("replaceParcel", 200, as_media_type("text/plain; charset=utf-8")),
    "refused-as-page": Spoilt("amendParcel", 401, as_page),
    "no-parcel-unlike-problem": Spoilt("listScans", 404, unlike_problem),
    "null-among-scans": Spoilt("listScans", 200, with_null),
    "no-scans-no-body": Spoilt("listScans", 200, empty_where_none),
    "scan-time-as-number": Spoilt("addScan", 201, with_members(seenAt=1763717400)),
    "scan-in-latin-1": Spoilt("addScan", 201, in_latin_1),
    "quote-cut-off": Spoilt("quote", 200, cut_off_express),
    "quote-in-small-letters": Spoilt("quote", 200, in_small_letters),
    "quote-with-written-day": Spoilt("quote", 200, deliveries_as_written_by_hand),
    "quotes-left-negative": Spoilt("quote", 200, with_header("ratelimit-remaining", "-1")),
}


def spoil(operation: str, answer: Answer, asked: Asked, faults: frozenset[str]) -> Answer:
    """The answer as the faults leave it."""
    status = answer.status
    for name, each in SPOILT.items():
        if name in faults and (each.operation, each.status) == (operation, status):
            answer = each.spoil(answer, asked)
    return answer
