"""References between and inside the files of a contract (RFC 6901, JSON Schema 2020-12 section 8.2)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from counterfoil.engine.sources import read_source
from counterfoil.model import CannotRun, Finding, Json, Place, Source, unescape


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a source, with the schema resource that it belongs to and its dialect."""

    value: Json
    place: Place
    resource: Place
    """Root of the schema resource: where `#/…` starts counting."""
    base: str
    """Base URI that relative references are joined to; empty outside any `$id`."""
    dialect: str

    @property
    def key(self) -> str:
        return f"{self.place.source.path}#{self.place.pointer}"

    def child(self, *keys: str | int) -> "Node":
        """The value below, at an object's key or a list's index."""
        value, place = self.value, self.place
        for key in keys:
            value, place = value[key], place / key
        return Node(value, place, self.resource, self.base, self.dialect)


class Unresolved(Exception):
    """A reference leads nowhere; carries the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class Library:
    """Every source read so far, by path, and the names (`$id`, `$anchor`) in them."""

    root: Path
    """Folder that references may not leave."""
    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    """Files that were looked for in vain, and those that a link leads to."""
    _names: dict[str, tuple[Source, str, str]] = field(default_factory=dict)
    """URI of a `$id` or an anchor → its source, its pointer, and the pointer of its resource."""
    _files: dict[tuple[Path, str], Source] = field(default_factory=dict)
    _unreadable: dict[str, Finding] = field(default_factory=dict)
    _following: set[tuple[str, str]] = field(default_factory=set)
    _local: dict[tuple[str, str, str, str, str], Node] = field(default_factory=dict)
    """What references inside a source have led to, by all that decides it."""

    def node(self, source: Source, dialect: str) -> Node:
        """The whole of a source."""
        self._add(source)
        place = Place(source)
        base = _own_id(source.value)
        return Node(source.value, place, place, base, dialect)

    def resolve(self, reference: str, origin: Node) -> Node:
        """What `reference`, written at `origin`, refers to. Raises Unresolved."""
        start = origin.resource
        known = (reference, start.source.path, start.pointer, origin.base, origin.dialect)
        if known in self._local:
            return self._local[known]
        step = (reference, origin.key)
        if step in self._following:
            raise Unresolved(_circular(origin, reference))
        self._following.add(step)
        try:
            found = self._resolve(reference, origin)
            if reference[:2] == "#/" and found.place.source is start.source:
                self._local[known] = found
            return found
        except ValueError:
            raise Unresolved(_unreadable(origin, reference)) from None
        finally:
            self._following.remove(step)

    def _resolve(self, reference: str, origin: Node) -> Node:
        uri, fragment = urldefrag(reference)
        fragment = unquote(fragment)
        if not uri:
            start, base = origin.resource, origin.base
        else:
            absolute = urljoin(origin.base, uri) if origin.base else uri
            start = self._named(absolute) or Place(self._file(uri, origin, reference))
            base = absolute if origin.base else _own_id(start.source.value)
        if fragment and not fragment.startswith("/"):
            return self._anchored(start.source, f"{base}#{fragment}", origin, reference)
        return self._descend(start, fragment, origin, reference)

    def _descend(self, start: Place, pointer: str, origin: Node, reference: str) -> Node:
        place, base, resource = start, self._base_of(start), start
        value = _at(start.source.value, start.pointer)
        for token in pointer.split("/")[1:]:
            key = unescape(token)
            if isinstance(value, dict) and key not in value and isinstance(value.get("$ref"), str):
                through = Node(value, place, resource, base, origin.dialect)
                target = self.resolve(value["$ref"], through)
                value, place, resource, base = (
                    target.value,
                    target.place,
                    target.resource,
                    target.base,
                )
            if isinstance(value, dict) and key in value:
                value, place = value[key], place / key
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value, place = value[int(key)], place / key
            else:
                raise Unresolved(_dangling(origin, reference, place, key))
            if (
                isinstance(value, dict)
                and isinstance(value.get("$id"), str)
                and value["$id"][:1] != "#"
            ):
                base, resource = _joined(base, value["$id"]), place
        dialect = _dialect_of(resource.source, origin)
        return Node(value, place, resource, base, dialect)

    def _anchored(self, source: Source, name: str, origin: Node, reference: str) -> Node:
        found = self._names.get(name)
        if found is None:
            raise Unresolved(_dangling(origin, reference, Place(source), reference))
        source, pointer, resource = found
        place, root = Place(source, pointer), Place(source, resource)
        value = _at(source.value, pointer)
        return Node(value, place, root, self._base_of(root), _dialect_of(source, origin))

    def _named(self, uri: str) -> Place | None:
        """Where a `$id` that equals `uri` stands, in any source read so far."""
        found = self._names.get(uri)
        return Place(found[0], found[1]) if found else None

    def _base_of(self, place: Place) -> str:
        value = _at(place.source.value, place.pointer)
        own = _own_id(value)
        return _joined(_own_id(place.source.value), own) if own else _own_id(place.source.value)

    def _add(self, source: Source) -> None:
        self.sources[source.path] = source
        # A file without these letters names nothing, and most files are such.
        for uri, pointer, resource in _declared(source) if _declares(source) else ():
            self._names.setdefault(uri, (source, pointer, resource))

    def _file(self, uri: str, origin: Node, reference: str) -> Source:
        if urlsplit(uri).scheme or uri.startswith("//"):
            raise Unresolved(_remote(origin, reference))
        folder = (self.root / origin.place.source.path).parent
        if (folder, uri) not in self._files:
            self._files[folder, uri] = self._open(folder / unquote(uri), origin, reference)
        return self._files[folder, uri]

    def _open(self, path: Path, origin: Node, reference: str) -> Source:
        real, home = Path(os.path.realpath(path)), Path(os.path.realpath(self.root))
        asked = os.path.normpath(home / os.path.relpath(path, self.root))
        inside = real.is_relative_to(home)
        name = real.relative_to(home).as_posix() if inside else ""
        if asked != str(real):
            self.elsewhere.add(f"{Path(os.path.relpath(asked, home)).as_posix()} → {name}")
        if not inside:
            raise Unresolved(_escaping(origin, reference))
        if name in self.sources:
            return self.sources[name]
        if name in self._unreadable:
            raise Unresolved(self._unreadable[name])
        try:
            source, findings = read_source(real, home)
        except CannotRun:
            self.elsewhere.add(name)
            raise Unresolved(_missing(origin, reference, name)) from None
        if source is None:
            self.elsewhere.add(name)
            self._unreadable[name] = findings[-1]
            raise Unresolved(findings[-1])
        self.findings.extend(findings)
        self._add(source)
        return source


def _at(value: Json, pointer: str) -> Json:
    for token in pointer.split("/")[1:]:
        value = value[int(token)] if isinstance(value, list) else value[unescape(token)]
    return value


def _joined(base: str, uri: str) -> str:
    """The URI, seen from the base. What is no URI names nothing but itself."""
    try:
        return urljoin(base, uri)
    except ValueError:
        return uri


def _own_id(value: Json) -> str:
    if not isinstance(value, dict):
        return ""
    own = value.get("$id", value.get("id") if "$schema" in value else None)
    return own.rstrip("#") if isinstance(own, str) and own[:1] != "#" else ""


def _declares(source: Source) -> bool:
    """Whether the text can hold names at all; `id` is a name up to draft-04 alone, which says `$schema`."""
    text = source.text
    named = "$id" in text or "$anchor" in text or "$dynamicAnchor" in text
    old = isinstance(source.value, dict) and "$schema" in source.value
    return named or (old and "id" in text)


def _declared(source: Source) -> Iterator[tuple[str, str, str]]:
    """(URI, pointer, pointer of its resource) of every `$id`, `$anchor` and fragment `id`."""
    root = _own_id(source.value)
    stack: list[tuple[Json, str, str, str]] = [(source.value, "", root, "")]
    while stack:
        value, pointer, base, resource = stack.pop()
        if isinstance(value, dict):
            own = value.get("$id", value.get("id") if "$schema" in source.value else None)
            if isinstance(own, str) and own.startswith("#"):
                yield f"{base}{own}", pointer, resource
            elif isinstance(own, str) and own:
                base, resource = _joined(base, own.rstrip("#")), pointer
                yield base, pointer, resource
            for keyword in ("$anchor", "$dynamicAnchor"):
                if isinstance(value.get(keyword), str):
                    yield f"{base}#{value[keyword]}", pointer, resource
            stack.extend(
                (child, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", base, resource)
                for key, child in value.items()
                if isinstance(child, dict | list) and key not in ("enum", "const", "examples")
            )
        else:
            stack.extend(
                (child, f"{pointer}/{index}", base, resource)
                for index, child in enumerate(value)
                if isinstance(child, dict | list)
            )


def _dialect_of(source: Source, origin: Node) -> str:
    if source.path == origin.place.source.path or not isinstance(source.value, dict):
        return origin.dialect
    return schema_dialect(source.value.get("$schema")) or origin.dialect


def schema_dialect(uri: Json) -> str:
    """`draft-07` for the `$schema` of draft-07; empty where the URI is unknown.

    >>> schema_dialect("https://json-schema.org/draft/2020-12/schema")
    '2020-12'
    """
    if not isinstance(uri, str):
        return ""
    path = uri.rstrip("#").partition("json-schema.org/")[2]
    found = path.removeprefix("draft/").removesuffix("/schema")
    return found if found in SCHEMA_DIALECTS else ""


SCHEMA_DIALECTS = ("draft-04", "draft-06", "draft-07", "2019-09", "2020-12")


def _dangling(origin: Node, reference: str, place: Place, key: str) -> Finding:
    return Finding(
        rule="unresolved-reference",
        message=f"`$ref: {reference}` leads nowhere: {place.source.path} has no `{key}` there",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Correct the reference, or add what it names.",
    )


def _circular(origin: Node, reference: str) -> Finding:
    return Finding(
        rule="reference-cycle",
        message=f"`$ref: {reference}` can only be followed through itself",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Refer to something that stands outside what the reference replaces.",
    )


def _unreadable(origin: Node, reference: str) -> Finding:
    return Finding(
        rule="unresolved-reference",
        message=f"`$ref: {reference}` is no URI reference (RFC 3986)",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Correct the reference.",
    )


def _missing(origin: Node, reference: str, name: str) -> Finding:
    return Finding(
        rule="unresolved-reference",
        message=f"`$ref: {reference}` names the file {name}, which does not exist or cannot be read",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Correct the path; it is relative to the file that holds the reference.",
    )


def _remote(origin: Node, reference: str) -> Finding:
    return Finding(
        rule="remote-reference",
        message=f"`$ref: {reference}` points outside the repository, and nothing is fetched",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Save the document beside the contract, and refer to that file with a relative path.",
    )


def _escaping(origin: Node, reference: str) -> Finding:
    return Finding(
        rule="escaping-reference",
        message=f"`$ref: {reference}` leaves the repository, which no contract may do",
        at=(origin.place / "$ref").at,
        subject=reference,
        fix="Copy the file into the repository, and refer to the copy; where there is no repository,"
        " name a folder around both documents with -C.",
    )
