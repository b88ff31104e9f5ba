"""The depot: its parcels, scans and pickups, and what each operation does with them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from . import checks
from .checks import integer, matching, member, number, single, value
from .description import bodies, validator
from .exchange import JSON, MERGE_PATCH, Answer, Asked, Refused, problem, refused
from .loosened import fit, loosen
from .spoilt import spoil

BASE = "/v1"
KEY = "open-sesame"
BEGINNING = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SERVICES = ("standard", "express", "overnight")
PRICES = {"standard": 490, "express": 990, "overnight": 1990}

ROUTES: Mapping[str, Mapping[str, str]] = {
    "/parcels": {"GET": "listParcels", "POST": "registerParcel"},
    "/parcels/{parcelId}": {
        "GET": "readParcel",
        "PUT": "replaceParcel",
        "PATCH": "amendParcel",
        "DELETE": "deleteParcel",
    },
    "/parcels/{parcelId}/scans": {"GET": "listScans", "POST": "addScan"},
    "/quotes": {"GET": "quote"},
    "/pickups": {"POST": "orderPickup"},
    "/pickups/{pickupId}": {"GET": "readPickup"},
}
"""What a framework serves: path below the base → method → operation."""


def routes(faults: frozenset[str]) -> dict[str, dict[str, str]]:
    """The routes, and those that should not be there."""
    found = {path: dict(methods) for path, methods in ROUTES.items()}
    if "quotes-deletable" in faults:
        found["/quotes"]["DELETE"] = "deleteQuotes"
    return found


class Depot:
    """Everything that is kept, for one run; it is empty at first, and the same at every start."""

    def __init__(self, faults: frozenset[str] = frozenset()) -> None:
        self.faults = faults
        self.parcels: dict[str, dict[str, Any]] = {}
        self.pickups: dict[int, dict[str, Any]] = {}
        self.scans: dict[str, list[dict[str, Any]]] = {}
        self.keys: dict[str, tuple[bytes, Answer]] = {}
        self.pickups_ordered = 0
        self.forgotten: set[str] = set()
        described = loosen(bodies(), faults)
        self.validators = {kind: validator(schema) for kind, schema in described.items()}

    def answer(self, operation: str, asked: Asked) -> Answer:
        """What an operation answers. Anything but a refusal that is raised is a crash."""
        try:
            if operation not in ("quote", "deleteQuotes"):
                self._check_key(operation, asked)
            answer = OPERATIONS[operation](self, asked)
        except Refused as refusal:
            answer = refusal.answer
        return spoil(operation, answer, asked, self.faults)

    def has(self, fault: str) -> bool:
        """Whether the depot has that fault."""
        return fault in self.faults

    def _check_key(self, operation: str, asked: Asked) -> None:
        given = asked.headers.get("x-api-key")
        if self.has("deleting-without-key") and operation == "deleteParcel":
            return
        if self.has("pickup-with-any-key") and operation == "orderPickup" and given:
            return
        if given != KEY:
            raise refused(401, "the API key is missing or unknown")

    def _body(self, kind: str, content: Any) -> Any:
        fault = next(iter(self.validators[kind].iter_errors(content)), None)
        if fault is not None:
            raise refused(422, f"{'/'.join(map(str, fault.instance_path))}: {fault.message}"[:500])
        return fit(kind, content, self.faults)

    # Parcels

    def list_parcels(self, asked: Asked) -> Answer:
        """A page of parcels."""
        depot = "north" if self.has("depot-not-needed") else None
        depots = member("north", "south", "harbour")
        depot = single(asked, "depot", depots, depot)
        if depot == "harbour" and self.has("harbour-refused"):
            raise refused(400, "there is no depot harbour")
        wanted = [value("service", each, member(*SERVICES)) for each in asked.all("service")]
        if len(set(wanted)) < len(wanted):
            raise refused(400, "a service is given twice")
        after = single(asked, "createdAfter", checks.moment, "")
        bounds = integer(-(10**9)) if self.has("limit-unchecked") else integer(1, 50)
        limit = min(50, max(1, single(asked, "limit", bounds, 20)))
        start = int(single(asked, "cursor", matching(checks.CURSOR), "0"))
        found = [
            each
            for each in reversed(self._listed())
            if each["depot"] == depot
            and (not wanted or each["service"] in wanted)
            and (not after or moment(each["createdAt"]) > moment(after))
        ]
        if self.has("limit-ignored"):
            limit = 50
        page, end = found[start : start + limit], start + limit
        content = {"items": page, "next": str(end) if end < len(found) else None}
        return Answer(200, content, JSON, {"x-total-count": str(len(found))})

    def _listed(self) -> list[dict[str, Any]]:
        listed = [each for key, each in self.parcels.items() if key not in self.forgotten]
        # The list is made anew when the next parcel comes.
        return listed[:-1] if self.has("newest-not-listed") else listed

    def register_parcel(self, asked: Asked) -> Answer:
        """A parcel that is registered, or was before with the same key."""
        key = asked.headers.get("idempotency-key", "")
        if not (8 <= len(key) <= 64 or (not key and self.has("idempotency-key-not-needed"))):
            raise refused(400, "`Idempotency-Key` has to have 8 to 64 characters")
        if not self.has("any-media-type"):
            checks.check_media_type(asked, JSON)
        content = checks.parsed(asked)
        given = self._body("parcel", content)
        if self.has("hundred-crashes") and any(
            each["quantity"] == 100 for each in given["contents"]
        ):
            raise OverflowError("two digits were enough for everybody")
        canonical = json.dumps(content, sort_keys=True).encode()
        known = self.keys.get(key)
        if known is not None:
            if known[0] != canonical:
                raise refused(409, "the key came with a different parcel before")
            return known[1]
        answer = self._registered(given)
        if key:
            self.keys[key] = (canonical, answer)
        return answer

    def _registered(self, given: dict[str, Any]) -> Answer:
        count = len(self.parcels) + 1
        parcel = {
            "id": str(UUID(bytes=hashlib.sha256(str(count).encode()).digest()[:16], version=4)),
            "status": "registered",
            "createdAt": later(count),
            **{name: member for name, member in given.items() if name != "pin"},
        }
        self.parcels[parcel["id"]] = parcel
        self.scans[parcel["id"]] = []
        shown = (
            {**parcel, "pin": given["pin"]} if self.has("pin-told") and "pin" in given else parcel
        )
        location = f"{BASE}/parcels/{parcel['id']}"
        return Answer(201, shown, JSON, {"location": location, "etag": etag(parcel)})

    def _found(self, asked: Asked) -> str:
        key = value("parcelId", asked.path["parcelId"], checks.uuid)
        if key not in self.parcels or key in self.forgotten:
            raise refused(404, "there is no such parcel")
        return key

    def read_parcel(self, asked: Asked) -> Answer:
        """One parcel."""
        if self.has("deleted-still-there"):
            self.forgotten, forgotten = set(), self.forgotten
            try:
                parcel = self.parcels[self._found(asked)]
            finally:
                self.forgotten = forgotten
        else:
            parcel = self.parcels[self._found(asked)]
        return Answer(200, parcel, JSON, {"etag": etag(parcel)})

    def replace_parcel(self, asked: Asked) -> Answer:
        """The parcel with everything that may change changed."""
        key = self._found(asked)
        given = self._body("parcel", checks.json_body(asked))
        if self.has("no-day-crashes"):
            given["collectOn"]
        kept = {name: self.parcels[key][name] for name in ("id", "status", "createdAt")}
        replaced = {**kept, **{name: each for name, each in given.items() if name != "pin"}}
        if not self.has("replacement-not-kept"):
            self.parcels[key] = replaced
        return Answer(200, replaced, JSON)

    def amend_parcel(self, asked: Asked) -> Answer:
        """The parcel with something of it changed."""
        key = self._found(asked)
        given = self._body("amendment", checks.json_body(asked, MERGE_PATCH))
        if self.has("no-note-crashes") and "note" in given:
            given["note"].strip()
        amended = {**self.parcels[key], **given}
        if "note" in given and given["note"] is None:
            del amended["note"]
        if not self.has("amendment-not-kept"):
            self.parcels[key] = amended
        return Answer(200, amended, JSON)

    def delete_parcel(self, asked: Asked) -> Answer:
        """Nothing: the parcel is forgotten."""
        gone = self._found(asked)
        self.forgotten.add(gone)
        self.keys = {
            key: known for key, known in self.keys.items() if known[1].content["id"] != gone
        }
        return Answer(204)

    # Scans

    def list_scans(self, asked: Asked) -> Answer:
        """Where a parcel was seen."""
        return Answer(200, {"items": self.scans[self._found(asked)][::-1]}, JSON)

    def add_scan(self, asked: Asked) -> Answer:
        """That a parcel was seen somewhere."""
        key = self._found(asked)
        checks.check_media_type(asked, JSON)
        content = json.loads(asked.body) if self.has("malformed-crashes") else checks.parsed(asked)
        given = self._body("scan", content)
        count = len(self.scans[key]) + 1
        scan = {"id": count, "seenAt": later(count), **given}
        self.scans[key].append(scan)
        return Answer(201, scan, JSON)

    # Quotes

    def quote(self, asked: Asked) -> Answer:
        """What a parcel would cost."""
        weight = single(asked, "weight", number(0.1, 50))
        service = single(asked, "service", member(*SERVICES), "standard")
        single(asked, "country", matching(checks.COUNTRY), "GB")
        if weight == 50 and self.has("heaviest-crashes"):
            raise IndexError("there is no such price")
        price = {"amount": PRICES[service] + int(weight) * 35, "currency": "EUR"}
        content = {"price": price, "service": service, "deliveredBy": "2026-11-24"}
        return Answer(200, content, JSON, {"ratelimit-remaining": "59"})

    def delete_quotes(self, _: Asked) -> Answer:
        """Nothing, and nobody should have asked."""
        return Answer(204)

    # Pickups

    def order_pickup(self, asked: Asked) -> Answer:
        """A courier who will come."""
        given = self._body("pickup", checks.json_body(asked))
        if self.has("far-city-crashes"):
            given["at"]["city"].encode("latin-1")
        self.pickups_ordered += 1
        pickup = {"id": self.pickups_ordered, **given}
        if not self.has("pickup-not-kept"):
            self.pickups[pickup["id"]] = pickup
        return Answer(201, pickup, JSON, {"location": f"{BASE}/pickups/{pickup['id']}"})

    def read_pickup(self, asked: Asked) -> Answer:
        """One pickup."""
        pickup = self.pickups.get(value("pickupId", asked.path["pickupId"], integer(1)))
        return (
            problem(404, "there is no such pickup") if pickup is None else Answer(200, pickup, JSON)
        )


OPERATIONS = {
    "listParcels": Depot.list_parcels,
    "registerParcel": Depot.register_parcel,
    "readParcel": Depot.read_parcel,
    "replaceParcel": Depot.replace_parcel,
    "amendParcel": Depot.amend_parcel,
    "deleteParcel": Depot.delete_parcel,
    "listScans": Depot.list_scans,
    "addScan": Depot.add_scan,
    "quote": Depot.quote,
    "deleteQuotes": Depot.delete_quotes,
    "orderPickup": Depot.order_pickup,
    "readPickup": Depot.read_pickup,
}


def moment(text: str) -> datetime:
    """When that is. A leap second is the second before it, and history begins with the year 1."""
    clock = text.upper().replace("Z", "+00:00").replace(":60", ":59")
    clock = f"0001{clock[4:]}" if clock.startswith("0000") else clock
    return datetime.fromisoformat(clock)


def later(minutes: int) -> str:
    """A moment so long after the beginning."""
    return (BEGINNING + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def etag(content: dict[str, Any]) -> str:
    """The version of a content."""
    return f'"{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]}"'
