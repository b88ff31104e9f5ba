"""What the contract says beyond its types, as JSON Schema; `models` checks it."""

from typing import Any

from ...._runtime.checks import Checks

SCHEMAS: dict[str, Any] = {}

RESIDUES: dict[str, Any] = {
    "BankTransfer": {
        "properties": {"iban": {"pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"}}
    },
    "Card": {
        "properties": {
            "expiry": {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
            "lastFour": {"pattern": "^[0-9]{4}$"},
        },
    },
    "CardRequest": {
        "properties": {
            "expiry": {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
            "number": {"pattern": "^[0-9]{12,19}$"},
            "securityCode": {"pattern": "^[0-9]{3,4}$"},
        },
    },
    "Money": {
        "additionalProperties": {"not": {}},
        "properties": {"amount": {}, "currency": {"pattern": "^[A-Z]{3}$"}},
    },
    "Voucher": {"properties": {"code": {"pattern": "^[A-Z0-9-]{4,40}$"}}},
}

CHECKS = Checks(SCHEMAS, RESIDUES)
