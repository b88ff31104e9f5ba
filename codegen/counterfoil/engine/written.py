"""A contract's files as their authors wrote them, and the references between their places."""

import posixpath
from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import unquote, urldefrag

from counterfoil.model import Json, Place, Source, unescape

Sources: TypeAlias = Mapping[str, Source]
"""The files of a contract, by path."""


def value_at(place: Place) -> Json:
    """What stands at a place; None where nothing does."""
    value = place.source.value
    for token in place.pointer.split("/")[1:]:
        key = unescape(token)
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def follow(place: Place, sources: Sources) -> Place | None:
    """What the references at a place lead to; None where they lead nowhere."""
    seen: set[tuple[str, str]] = set()
    while (reference := reference_at(place)) is not None:
        target = resolve(reference, place.source, sources)
        if target is None or (target.source.path, target.pointer) in seen:
            return None
        place = target
        seen.add((place.source.path, place.pointer))
    return place


def reference_at(place: Place) -> str | None:
    """The text of `$ref` at a place, if there is one."""
    value = value_at(place)
    reference = value.get("$ref") if isinstance(value, dict) else None
    return reference if isinstance(reference, str) else None


def resolve(reference: str, origin: Source, sources: Sources) -> Place | None:
    """Where a reference written in `origin` points, by path and JSON Pointer."""
    uri, fragment = urldefrag(reference)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(origin.path), unquote(uri)))
    source = sources.get(path) if uri else origin
    return None if source is None else Place(source, unquote(fragment))
