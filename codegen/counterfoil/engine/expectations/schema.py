"""The format of files of expectations, as a JSON Schema, and what is said where a file is none."""

import posixpath
from pathlib import Path

from counterfoil.model import Finding, Place

SCHEMA = "expectations.schema.json"
"""The JSON Schema of the format, in the generated folder: there every editor finds it."""
USUAL = "Write it as the JSON Schema of the format says; an editor completes it."
"""What there is to do where nothing else is known."""


def schema_text() -> str:
    """The JSON Schema of the file format, for editors and for who reads files."""
    return Path(__file__).with_name("schema.json").read_text("utf-8")


def schema_from(path: str, generated: str) -> str:
    """The way from a file of expectations to the schema in the generated folder.

    >>> schema_from("contracts/orders/v1/expectations/crm.yaml", "generated")
    '../../../../generated/expectations.schema.json'
    """
    return posixpath.relpath(f"{generated}/{SCHEMA}", posixpath.dirname(path))


def malformed(place: Place, why: str, fix: str = USUAL, subject: str = "") -> Finding:
    """The finding that a file of expectations cannot be read."""
    return Finding(
        rule="expectation-malformed",
        message=f"{place.source.path} is no file of expectations: {why}",
        at=place.at,
        subject=subject or place.pointer,
        fix=fix,
    )
