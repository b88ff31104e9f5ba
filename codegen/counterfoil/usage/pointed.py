"""The place that `CONTRACT#/path` names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from counterfoil.engine.words import nearest
from counterfoil.engine.written import Sources, follow, reference_at, value_at
from counterfoil.model import Bundle, CannotRun, Json, Place, Source, unescape

_FORM = (
    "write a contract's id or a file's path, then # and a JSON Pointer: `orders/v2#/paths/~1orders`"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What somebody pointed at, and the way there as it was asked for."""

    asked: str
    place: Place

    @property
    def written(self) -> str:
        """The file and the pointer in it."""
        return f"{self.place.source.path}#{self.place.pointer}"


def pointed(asked: str, bundles: Sequence[Bundle]) -> Pointed:
    """The place of that name, through references where the way leads through them.

    Raises CannotRun, naming the nearest that exists, where there is none.
    """
    name, mark, fragment = asked.partition("#")
    source = _source(name.strip(), bundles)
    pointer = _pointer(fragment, source) if mark else ""
    sources = {each.path: each for bundle in bundles for each in bundle.sources}
    return Pointed(asked, _descend(Place(source), pointer, sources, name))


def _source(name: str, bundles: Sequence[Bundle]) -> Source:
    known = {each.contract.id: each.contract.source for each in bundles}
    known |= {source.path: source for bundle in bundles for source in bundle.sources}
    if name in known:
        return known[name]
    path = str(PurePosixPath(name.replace("\\", "/")))
    if path in known:
        return known[path]
    near = nearest(name, known, 0.4)
    ids = ", ".join(each.contract.id for each in bundles)
    raise CannotRun(
        f"there is no contract `{name}`, and no contract is made of a file of that name",
        f"the contracts are {ids}" if name else _FORM,
        f"did you mean `{near}`?" if near else _FORM,
    )


def _pointer(fragment: str, source: Source) -> str:
    """The pointer, as it stands or percent-decoded: whichever leads further."""
    if fragment and not fragment.startswith("/"):
        raise CannotRun(
            f"`#{fragment}` is no JSON Pointer", "one begins with a slash, or is empty", _FORM
        )
    plain = unquote(fragment)
    # A key may hold a percent sign of its own: what is there as it was written comes first.
    return fragment if value_at(Place(source, fragment)) is not None else plain


def _descend(place: Place, pointer: str, sources: Sources, name: str) -> Place:
    for token in pointer.split("/")[1:]:
        key = unescape(token)
        if not _has(value_at(place), key) and reference_at(place) is not None:
            place = follow(place, sources) or place
        value = value_at(place)
        if not _has(value, key):
            raise _nowhere(pointer, name, key, place, value)
        place /= key
    return place


def _has(value: Json, key: str) -> bool:
    if isinstance(value, list):
        return key.isdecimal() and key.isascii() and int(key) < len(value)
    return isinstance(value, Mapping) and key in value


def _nowhere(pointer: str, name: str, key: str, place: Place, value: Json) -> CannotRun:
    keys = list(_keys(value))
    near = nearest(key, keys, 0.4)
    there = f"{place.source.path}#{place.pointer}"
    has = f"has {_few(keys)}" if keys else "is the end of that way"
    return CannotRun(
        f"{name}#{pointer} leads nowhere: there is no `{key}`",
        f"the nearest that exists is {there}, which {has}",
        f"did you mean `{place.source.path}#{(place / near).pointer}`?" if near else "",
    )


def _keys(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from map(str, value)
    elif isinstance(value, list):
        yield from map(str, range(len(value)))


def _few(keys: Sequence[str]) -> str:
    shown = ", ".join(f"`{each}`" for each in keys[:8])
    return shown if len(keys) <= 8 else f"{shown} and {len(keys) - 8} more"
