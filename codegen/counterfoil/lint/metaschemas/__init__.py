"""The schemas of contract formats, as their authors publish them. See NOTICE for where they are from."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Registry, Validator, validator_for

_2020_12 = "https://json-schema.org/draft/2020-12/schema"
_METASCHEMAS = {
    "draft-04": "http://json-schema.org/draft-04/schema#",
    "draft-06": "http://json-schema.org/draft-06/schema#",
    "draft-07": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": _2020_12,
}


@dataclass(frozen=True, slots=True)
class _Modern:
    """Names of the resources that describe an OpenAPI version built on JSON Schema 2020-12."""

    document: str
    schema: str
    vocabulary: str


_MODERN = {
    "3.1": _Modern(
        "https://spec.openapis.org/oas/3.1/schema/2022-10-07",
        "https://spec.openapis.org/oas/3.1/dialect/base",
        "https://spec.openapis.org/oas/3.1/meta/base",
    ),
    "3.2": _Modern(
        "https://spec.openapis.org/oas/3.2/schema/2025-11-23",
        "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
        "https://spec.openapis.org/oas/3.2/meta/2025-09-17",
    ),
}


@cache
def document(dialect: str) -> Validator:
    """What a whole document of the dialect must satisfy."""
    if dialect in _METASCHEMAS:
        uri = _METASCHEMAS[dialect]
        return validator_for({"$schema": uri, "$ref": uri}, validate_formats=False)
    if dialect in _MODERN:
        return _modern(dialect, _MODERN[dialect].document)
    return validator_for(_read(f"openapi-{dialect}.json"), validate_formats=False)


@cache
def part(dialect: str, kind: str) -> Validator:
    """What a part of a document must satisfy, where it stands in a file of its own.

    `kind` is `operation`, `parameter`, `request-body`, `response` or `schema`.
    """
    if dialect in _METASCHEMAS:
        return document(dialect)
    if dialect in _MODERN:
        names = _MODERN[dialect]
        return _modern(
            dialect, names.schema if kind == "schema" else f"{names.document}#/$defs/{kind}"
        )
    name = kind if dialect == "2.0" else kind.title().replace("-", "")
    # In draft-04 a reference hides its siblings, but `definitions` can still be referred to.
    schema = _read(f"openapi-{dialect}.json") | {"$ref": f"#/definitions/{name}"}
    return validator_for(schema, validate_formats=False)


def _modern(dialect: str, reference: str) -> Validator:
    """A validator in which Schema Objects are looked into: the published schema leaves them open,
    and `meta` is where it lets a dialect hook in."""
    names = _MODERN[dialect]
    entry: dict[str, Any] = {
        "$id": f"urn:counterfoil:openapi-{dialect}",
        "$schema": _2020_12,
        "$ref": reference,
        "$defs": {"schema": {"$dynamicAnchor": "meta", "$ref": names.schema}},
    }
    registry = Registry(
        [
            (names.document, _read(f"openapi-{dialect}.json")),
            (names.schema, _read(f"dialect-{dialect}.json")),
            (names.vocabulary, _read(f"vocabulary-{dialect}.json")),
        ]
    )
    return validator_for(entry, registry=registry, validate_formats=False, offline=True)


def _read(name: str) -> dict[str, Any]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
