"""The smallest files of common kinds, for bodies that are no JSON."""

from base64 import b64decode
from collections.abc import Mapping

from counterfoil.engine.wire.shapes import Components, is_binary, resolve
from counterfoil.model import Json, Media, Schema

_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="
)
_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_FILES: Mapping[str, bytes] = {
    "image/png": _PNG,
    "image/*": _PNG,
    "image/gif": _GIF,
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "application/pdf": _PDF,
    "application/zip": b"PK\x05\x06" + bytes(18),
    "application/json": b"{}",
    "application/xml": b"<sample/>",
    "text/xml": b"<sample/>",
    "text/csv": b"name,value\nsample,1\n",
}
_ANY = b"sample\n"


def file_of(media_type: str) -> bytes:
    """A file of a media type, as small as one may be."""
    names = (each.partition(";")[0].strip().lower() for each in media_type.split(","))
    return next((_FILES[each] for each in names if each in _FILES), _ANY)


def with_files(media: Media, body: Json, components: Components) -> Json:
    """The body with a file wherever the contract wants one and a text stands for it."""
    schema = resolve(media.schema or {}, components)
    if isinstance(body, str) and _is_file(schema):
        return file_of(media.media_type)
    if not isinstance(body, dict) or "multipart" not in media.media_type:
        return body
    return {
        name: _filled(media, name, value, schema.get("properties", {}).get(name, {}), components)
        for name, value in body.items()
    }


def _filled(media: Media, name: str, value: Json, schema: Schema, components: Components) -> Json:
    inner = resolve(schema, components)
    if isinstance(value, list):
        items = inner.get("items", {})
        return [_filled(media, name, each, items, components) for each in value]
    if not isinstance(value, str) or not _is_file(inner):
        return value
    encoding = media.encoding.get(name)
    told = encoding.content_type if encoding is not None else ""
    return file_of(told or inner.get("contentMediaType", ""))


def _is_file(schema: Schema) -> bool:
    return schema.get("type") in (None, "string") and is_binary(schema)
