"""The words that synthetic contracts are named with."""

from typing import Any

AREAS = (
    *("accounts", "analytics", "billing", "catalogue", "claims", "compliance", "content"),
    *("customers", "delivery", "devices", "finance", "fleet", "identity", "inventory"),
    *("lending", "logistics", "loyalty", "marketing", "media", "messaging", "orders"),
    *("partners", "payments", "pricing", "procurement", "returns", "search", "shipping"),
    *("subscriptions", "support", "tax", "travel", "warehouse", "workforce"),
)
THINGS = (
    *("agreements", "alerts", "assignments", "audits", "batches", "calendars", "campaigns"),
    *("categories", "channels", "checks", "contacts", "credits", "documents", "events"),
    *("exports", "feeds", "forecasts", "groups", "histories", "imports", "incidents"),
    *("invoices", "jobs", "ledgers", "limits", "locations", "mandates", "notes"),
    *("offers", "permissions", "plans", "policies", "profiles", "quotes", "rates"),
    *("receipts", "regions", "reports", "requests", "reviews", "rules", "schedules"),
    *("segments", "sessions", "settings", "statements", "tariffs", "tasks", "tickets"),
    *("transfers", "vouchers", "workflows", "zones"),
)
NOUNS = (
    *("Account", "Address", "Agreement", "Asset", "Batch", "Booking", "Branch", "Bundle"),
    *("Carrier", "Charge", "Claim", "Contact", "Contract", "Credit", "Customer", "Delivery"),
    *("Deposit", "Device", "Discount", "Document", "Driver", "Entry", "Estimate", "Fee"),
    *("Forecast", "Guarantee", "Invoice", "Ledger", "Location", "Machine", "Mandate", "Member"),
    *("Merchant", "Message", "Offer", "Operator", "Package", "Parcel", "Partner", "Payment"),
    *("Payout", "Plan", "Policy", "Product", "Profile", "Quote", "Receipt", "Refund"),
    *("Report", "Route", "Schedule", "Segment", "Shipment", "Statement", "Supplier", "Tariff"),
    *("Ticket", "Transfer", "Vehicle", "Voucher", "Warehouse", "Worker"),
)
ROLES = ("", "Detail", "Line", "Summary", "Rule", "Period", "Target", "Origin", "Limit", "Note")

Schema = dict[str, Any]


def _text(most: int, least: int = 0) -> Schema:
    return {"type": "string", **({"minLength": least} if least else {}), "maxLength": most}


def _format(name: str) -> Schema:
    return {"type": "string", "format": name}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


PROPERTIES: tuple[tuple[str, Schema], ...] = (
    ("name", _text(120, 1)),
    ("title", _text(200, 1)),
    ("description", _text(2000)),
    ("comment", {"type": "string"}),
    ("reference", _pattern("^[A-Z]{2}[0-9]{6}$")),
    ("externalId", _format("uuid")),
    ("email", _format("email")),
    ("website", _format("uri")),
    ("phone", _pattern(r"^\+[0-9]{6,14}$")),
    ("createdAt", _format("date-time")),
    ("updatedAt", _format("date-time")),
    ("validFrom", _format("date")),
    ("validUntil", _format("date")),
    ("quantity", _whole(0, 10000)),
    ("position", _whole(1, 500)),
    ("sequence", {"type": "integer", "format": "int64"}),
    ("attempts", _whole(0, 20)),
    ("weight", {"type": "number", "minimum": 0}),
    ("ratio", {"type": "number", "minimum": 0, "maximum": 1}),
    ("latitude", {"type": "number", "minimum": -90, "maximum": 90}),
    ("longitude", {"type": "number", "minimum": -180, "maximum": 180}),
    ("active", {"type": "boolean"}),
    ("verified", {"type": "boolean"}),
    ("automatic", {"type": "boolean", "default": False}),
    ("currency", _pattern("^[A-Z]{3}$")),
    ("country", _pattern("^[A-Z]{2}$")),
    ("language", _pattern("^[a-z]{2}$")),
    ("timezone", _text(40, 3)),
    ("tags", {"type": "array", "items": _text(40, 1), "uniqueItems": True, "maxItems": 20}),
    ("codes", {"type": "array", "items": _pattern("^[A-Z0-9]{4}$")}),
    ("labels", {"type": "object", "additionalProperties": {"type": "string"}}),
    ("counters", {"type": "object", "additionalProperties": {"type": "integer"}}),
    ("priority", {"type": "string", "enum": ["low", "normal", "high"]}),
    ("channel", {"type": "string", "enum": ["web", "store", "phone", "partner"]}),
    ("version", _whole(1, 1_000_000)),
    ("checksum", _pattern("^[0-9a-f]{8}$")),
)
"""Name → schema of what an object may hold beside what it refers to."""

MEMBERS = (
    *("draft", "pending", "accepted", "rejected", "running", "paused", "done", "failed"),
    *("expired", "archived", "open", "closed", "on-hold", "returned", "partial"),
)
