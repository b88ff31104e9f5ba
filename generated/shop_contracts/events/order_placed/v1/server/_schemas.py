"""What the contract says beyond its types, as JSON Schema; `models` checks it."""

from typing import Any

from ....._runtime.checks import Checks

SCHEMAS: dict[str, Any] = {}

RESIDUES: dict[str, Any] = {
    "Money": {"properties": {"currency": {"pattern": "^[A-Z]{3}$"}}},
}

CHECKS = Checks(SCHEMAS, RESIDUES)
