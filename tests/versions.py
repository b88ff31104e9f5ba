"""Two versions of what a case describes, as contracts that carry it in requests, answers or messages."""

from pathlib import Path

from counterfoil.engine.contracts import load_file
from counterfoil.model import Bundle

SERVICE = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: thing.yaml}}}
      responses: {"204": {description: Kept.}}
    get:
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {$ref: thing.yaml}}}
"""
"""Carries a schema both ways."""
MESSAGE = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "../../things/v1/thing.yaml"}'


def service(folder: Path, schema: str) -> Bundle:
    """A contract that carries the schema in a request and in an answer."""
    return _loaded(folder, schema, "things/v1/openapi.yaml", SERVICE)


def message(folder: Path, schema: str) -> Bundle:
    """The contract of a message that is the schema."""
    return _loaded(folder, schema, "thing-told/v1/schema.json", MESSAGE)


def whole(folder: Path, document: str, name: str = "things/v1/openapi.yaml") -> Bundle:
    """A document as it is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document, "utf-8")
    (bundle,) = load_file(path, folder).bundles
    return bundle


def _loaded(folder: Path, schema: str, name: str, document: str) -> Bundle:
    shared = folder / "things" / "v1" / "thing.yaml"
    shared.parent.mkdir(parents=True, exist_ok=True)
    shared.write_text(schema, "utf-8")
    return whole(folder, document, name)
