"""The table of faults: a name, what goes wrong, and what an examination has to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong. `found` is the finding that names its root cause: a rule, and the
    places in the contract that it may name, each with everything below it."""

    name: str
    wrong: str
    rule: str
    places: tuple[str, ...]


def _fault(name: str, wrong: str, rule: str, *places: str) -> Fault:
    return Fault(name, wrong, rule, tuple(place.replace(" ", "/") for place in places))


_PARCELS = "/paths/~1parcels"
_PARCEL = "/paths/~1parcels~1{parcelId}"
_SCANS = "/paths/~1parcels~1{parcelId}~1scans"
_QUOTES = "/paths/~1quotes"
_PICKUPS = "/paths/~1pickups"
_PICKUP = "/paths/~1pickups~1{pickupId}"
_SCHEMAS = "/components/schemas"
_TAKEN = "invalid-request-accepted"
_BODY = "response-body-breach"

FAULTS = (
    # Replies that are not as the contract says.
    _fault(
        "deleted-with-200",
        "Deleting answers 200, not 204.",
        "undocumented-status",
        f"{_PARCEL}/delete/responses",
    ),
    _fault(
        "missing-is-410",
        "Reading a parcel that is not there answers 410, which is not documented.",
        "undocumented-status",
        f"{_PARCEL}/get/responses",
    ),
    _fault(
        "read-without-weight",
        "A parcel that is read lacks its weight.",
        _BODY,
        f"{_SCHEMAS}/Parcel/required",
    ),
    _fault(
        "read-with-unheard-status",
        "A parcel that is read is `lost`, which is no status.",
        _BODY,
        f"{_SCHEMAS}/Parcel/properties/status",
    ),
    _fault(
        "read-with-text-amounts",
        "Amounts of a parcel that is read are texts, four levels down.",
        _BODY,
        f"{_SCHEMAS}/Money/properties/amount",
    ),
    _fault(
        "read-with-inner-field",
        "A parcel that is read has a field too many.",
        _BODY,
        f"{_SCHEMAS}/Parcel/additionalProperties",
    ),
    _fault(
        "read-without-etag",
        "Reading a parcel answers without ETag.",
        "response-header-missing",
        f"{_PARCEL}/get/responses/200/headers/ETag",
        "/components/headers/ETag",
    ),
    _fault(
        "read-gives-another",
        "Reading a parcel gives another one.",
        "other-resource-answered",
        f"{_PARCEL}/get",
    ),
    _fault(
        "amended-without-zone",
        "The moment in an amended parcel has no time zone.",
        _BODY,
        f"{_SCHEMAS}/Parcel/properties/createdAt",
    ),
    _fault(
        "count-in-words",
        "X-Total-Count is a word.",
        "response-header-breach",
        f"{_PARCELS}/get/responses/200/headers/X-Total-Count",
    ),
    _fault(
        "parcel-located-elsewhere",
        "Registering a parcel answers a Location where nothing is.",
        "link-leads-nowhere",
        f"{_PARCELS}/post",
    ),
    _fault(
        "pickup-without-location",
        "Ordering a pickup answers without Location.",
        "response-header-missing",
        f"{_PICKUPS}/post/responses/201/headers/Location",
        "/components/headers/Location",
    ),
    _fault(
        "pickup-without-address",
        "The address of a pickup that was ordered is null.",
        _BODY,
        f"{_SCHEMAS}/Address/type",
        f"{_SCHEMAS}/Pickup/properties/at",
    ),
    _fault(
        "replaced-as-text",
        "A replaced parcel is labelled as text.",
        "undocumented-media-type",
        f"{_PARCEL}/put/responses/200/content",
    ),
    _fault(
        "refused-as-page",
        "Who amends without a key gets a page of HTML.",
        "undocumented-media-type",
        f"{_PARCEL}/patch/responses/401",
        "/components/responses/Unauthorized/content",
    ),
    _fault(
        "no-parcel-unlike-problem",
        "Scans of a parcel that is not there: a refusal of another shape.",
        _BODY,
        f"{_SCHEMAS}/Problem/required",
    ),
    _fault(
        "null-among-scans",
        "A list of scans ends with null.",
        _BODY,
        f"{_SCHEMAS}/Scan/type",
        f"{_SCHEMAS}/ScanList/properties/items",
    ),
    _fault(
        "no-scans-no-body",
        "Where there is no scan the answer is an empty body.",
        "response-body-malformed",
        f"{_SCANS}/get/responses/200",
    ),
    _fault(
        "scan-time-as-number",
        "The moment of a scan that was added is a number.",
        _BODY,
        f"{_SCHEMAS}/Scan/properties/seenAt",
    ),
    _fault(
        "scan-in-latin-1",
        "A scan that was added is answered in Latin-1 where it has such letters.",
        "response-body-malformed",
        f"{_SCANS}/post/responses/201",
    ),
    _fault(
        "quote-cut-off",
        "The JSON of a quote for express lacks its end.",
        "response-body-malformed",
        f"{_QUOTES}/get/responses/200",
    ),
    _fault(
        "quote-in-small-letters",
        "The currency of a quote is in lower case.",
        _BODY,
        f"{_SCHEMAS}/Money/properties/currency",
    ),
    _fault(
        "quote-with-written-day",
        "The day in a quote is written with slashes.",
        _BODY,
        f"{_SCHEMAS}/Quote/properties/deliveredBy",
    ),
    _fault(
        "quotes-left-negative",
        "RateLimit-Remaining is negative.",
        "response-header-breach",
        f"{_QUOTES}/get/responses/200/headers/RateLimit-Remaining",
    ),
    _fault(
        "pin-told",
        "Registering a parcel tells its PIN.",
        "write-only-sent",
        f"{_SCHEMAS}/Parcel/properties/pin",
    ),
    # Requests that should be refused.
    _fault(
        "quantity-text-coerced",
        'A quantity of "2" is taken for 2.',
        _TAKEN,
        f"{_SCHEMAS}/Item/properties/quantity",
    ),
    _fault(
        "amount-fraction-cut",
        "An amount of 12.5 is taken for 12.",
        _TAKEN,
        f"{_SCHEMAS}/Money/properties/amount/type",
    ),
    _fault(
        "amount-negative",
        "A negative amount is taken for none.",
        _TAKEN,
        f"{_SCHEMAS}/Money/properties/amount/minimum",
    ),
    _fault(
        "address-misspelt",
        "An unknown field of an address is dropped.",
        _TAKEN,
        f"{_SCHEMAS}/Address/additionalProperties",
    ),
    _fault(
        "service-in-any-case",
        "A service may be written in capitals.",
        _TAKEN,
        f"{_SCHEMAS}/Service/enum",
    ),
    _fault(
        "description-any-length",
        "A description that is too long is cut.",
        _TAKEN,
        f"{_SCHEMAS}/Item/properties/description/maxLength",
    ),
    _fault("city-null", "A city may be null.", _TAKEN, f"{_SCHEMAS}/Address/properties/city"),
    _fault(
        "email-not-needed", "A recipient needs no email.", _TAKEN, f"{_SCHEMAS}/Recipient/required"
    ),
    _fault(
        "email-unchecked",
        "Any text is an email, and is told again.",
        _TAKEN,
        f"{_SCHEMAS}/Recipient/properties/email/format",
    ),
    _fault("country-unchecked", "Any text is a country.", _TAKEN, f"{_SCHEMAS}/Country/pattern"),
    _fault(
        "tags-repeated",
        "Tags may be repeated.",
        _TAKEN,
        f"{_SCHEMAS}/Parcel/properties/tags/uniqueItems",
    ),
    _fault(
        "fragile-from-text",
        'A text "true" is taken for true.',
        _TAKEN,
        f"{_SCHEMAS}/Parcel/properties/fragile",
    ),
    _fault(
        "contents-without-end",
        "A parcel may hold any number of things; most are dropped.",
        _TAKEN,
        f"{_SCHEMAS}/Parcel/properties/contents/maxItems",
    ),
    _fault(
        "weight-nothing",
        "A parcel may weigh nothing.",
        _TAKEN,
        f"{_SCHEMAS}/Parcel/properties/weight/exclusiveMinimum",
    ),
    _fault(
        "amendment-empty",
        "An amendment may be empty.",
        _TAKEN,
        f"{_SCHEMAS}/Amendment/minProperties",
    ),
    _fault(
        "scan-unknown-field",
        "An unknown field of a scan is dropped.",
        _TAKEN,
        f"{_SCHEMAS}/Scan/additionalProperties",
    ),
    _fault(
        "pickup-any-day",
        "Any text is a day, and is told again.",
        _TAKEN,
        f"{_SCHEMAS}/Pickup/properties/day/format",
    ),
    _fault(
        "depot-not-needed",
        "The list of parcels needs no depot.",
        _TAKEN,
        f"{_PARCELS}/get/parameters/0",
    ),
    _fault(
        "idempotency-key-not-needed",
        "Registering needs no Idempotency-Key.",
        _TAKEN,
        f"{_PARCELS}/post/parameters/0",
    ),
    _fault(
        "limit-unchecked",
        "A limit below 1 or above 50 is taken for the nearest.",
        _TAKEN,
        f"{_PARCELS}/get/parameters/3",
    ),
    _fault(
        "any-media-type",
        "Registering reads JSON whatever the body is labelled as.",
        _TAKEN,
        f"{_PARCELS}/post/requestBody",
    ),
    _fault(
        "deleting-without-key",
        "Deleting needs no key.",
        "credentials-not-required",
        f"{_PARCEL}/delete",
        "/security",
    ),
    _fault(
        "pickup-with-any-key",
        "Any key will do to order a pickup.",
        "credentials-not-checked",
        f"{_PICKUPS}/post",
        "/security",
    ),
    _fault(
        "quotes-deletable",
        "Quotes can be deleted, which no contract mentions.",
        "method-not-refused",
        _QUOTES,
    ),
    # Requests that should be carried out.
    _fault(
        "harbour-refused",
        "There is no depot `harbour` when parcels are listed.",
        "valid-request-rejected",
        f"{_SCHEMAS}/Depot",
        f"{_PARCELS}/get",
    ),
    # Crashes.
    _fault(
        "hundred-crashes", "A hundred of one thing is too much.", "server-error", f"{_PARCELS}/post"
    ),
    _fault(
        "heaviest-crashes",
        "A quote for the heaviest parcel crashes.",
        "server-error",
        f"{_QUOTES}/get",
    ),
    _fault(
        "far-city-crashes",
        "A pickup in a city that is written in other letters crashes.",
        "server-error",
        f"{_PICKUPS}/post",
    ),
    _fault(
        "no-day-crashes",
        "A replacement without a day of collection crashes.",
        "server-error",
        f"{_PARCEL}/put",
    ),
    _fault("no-note-crashes", "Taking the note away crashes.", "server-error", f"{_PARCEL}/patch"),
    _fault(
        "malformed-crashes", "A scan that is no JSON crashes.", "server-error", f"{_SCANS}/post"
    ),
    # What is forgotten, and what is not.
    _fault(
        "pickup-not-kept",
        "A pickup that was ordered cannot be read.",
        "created-not-found",
        f"{_PICKUPS}/post",
        f"{_PICKUP}/get",
    ),
    _fault(
        "deleted-still-there",
        "A parcel that was deleted can be read.",
        "deleted-still-there",
        f"{_PARCEL}/delete",
        f"{_PARCEL}/get",
    ),
    _fault(
        "amendment-not-kept",
        "An amendment is answered, and not kept.",
        "update-not-kept",
        f"{_PARCEL}/patch",
    ),
    _fault(
        "replacement-not-kept",
        "A replacement is answered, and not kept.",
        "update-not-kept",
        f"{_PARCEL}/put",
    ),
    _fault(
        "newest-not-listed",
        "The newest parcel is not in the list.",
        "created-not-listed",
        f"{_PARCELS}/get",
    ),
    _fault(
        "limit-ignored",
        "A page holds more parcels than was asked for.",
        "limit-not-kept",
        f"{_PARCELS}/get",
    ),
)
