"""What the contract says beyond its types, as JSON Schema; `models` checks it."""

from typing import Any

from ...._runtime.checks import Checks

SCHEMAS: dict[str, Any] = {}

RESIDUES: dict[str, Any] = {
    "Address": {"properties": {"country": {"pattern": "^[A-Z]{2}$"}}},
    "Card": {
        "properties": {
            "expiry": {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
            "number": {"pattern": "^[0-9]{12,19}$"},
            "securityCode": {"pattern": "^[0-9]{3,4}$"},
        },
    },
    "Order": {
        "properties": {
            "currency": {"pattern": "^[A-Z]{3}$"},
            "total": {"pattern": "^[0-9]+\\.[0-9]{2}$"},
        },
    },
}

CHECKS = Checks(SCHEMAS, RESIDUES)
