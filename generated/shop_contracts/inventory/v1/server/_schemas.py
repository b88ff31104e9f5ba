"""What the contract says beyond its types, as JSON Schema; `models` checks it."""

from typing import Any

from ...._runtime.checks import Checks

SCHEMAS: dict[str, Any] = {}

RESIDUES: dict[str, Any] = {
    "Money": {
        "additionalProperties": {"not": {}},
        "properties": {"amount": {}, "currency": {"pattern": "^[A-Z]{3}$"}},
    },
    "Sku": {"maxLength": 40, "pattern": "^[A-Z0-9]+(-[A-Z0-9]+)*$"},
}

CHECKS = Checks(SCHEMAS, RESIDUES)
