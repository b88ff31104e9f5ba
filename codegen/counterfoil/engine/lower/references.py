"""References between the components of a contract in normal form."""

from collections.abc import Mapping
from typing import Any

from counterfoil.engine.lower import keywords
from counterfoil.model import Schema

PREFIX = "#/components/schemas/"


def renamed(schema: Schema, names: Mapping[str, str]) -> dict[str, Any]:
    """The schema with every key that it refers to replaced by the component's final reference."""
    built: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "$ref":
            built[key] = f"{PREFIX}{names[value]}"
        elif key == "discriminator":
            built[key] = _renamed_discriminator(value, names)
        elif key in keywords.SINGLE:
            built[key] = renamed(value, names)
        elif key in keywords.MAPPED:
            built[key] = {name: renamed(each, names) for name, each in value.items()}
        elif key in keywords.LISTED:
            built[key] = [renamed(each, names) for each in value]
        else:
            built[key] = value
    return built


def _renamed_discriminator(value: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    mapping = {tag: f"{PREFIX}{names[key]}" for tag, key in value.get("mapping", {}).items()}
    return {"propertyName": value["propertyName"], **({"mapping": mapping} if mapping else {})}
