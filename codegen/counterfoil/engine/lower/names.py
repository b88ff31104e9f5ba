"""What schemas are called: those that the contract names, and those that stand inline and deserve a name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from counterfoil.engine.library import Node
from counterfoil.engine.lower import keywords
from counterfoil.engine.naming import class_name, unique
from counterfoil.model import Json, Place, unescape


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom an inline schema belongs to: a component still to be named, and the way down from it."""

    key: str
    """Key of the owning component, or empty."""
    path: str
    """Words to append to the owner's name."""

    def below(self, word: str) -> "Owner":
        return Owner(self.key, f"{self.path} {word}")


@dataclass(slots=True)
class Entry:
    """A schema that will be a component."""

    node: Node
    names: tuple[str, ...] = ()
    """Wanted names, shortest first; empty for an inline schema."""
    owner: Owner | None = None
    author_name: str = ""
    declared: bool = False
    schema: dict[str, Any] = field(default_factory=dict)


def final_names(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Final names: what the contract names first, then files, then inline schemas by depth."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    given = {key: entry for key, entry in entries.items() if entry.owner is None}
    for declared in (True, False):
        group = {key: each for key, each in given.items() if each.declared is declared}
        for key, name in _shortest(group, taken):
            names[key] = name
            taken.add(name)
    waiting = sorted(set(entries) - set(given))
    while waiting:
        ready = [
            key
            for key in waiting
            if _owner(entries[key]).key in names or not _owner(entries[key]).key
        ]
        wanted = sorted((_wanted(entries[key], names), key) for key in ready)
        for (_, key), name in zip(wanted, unique([name for name, _ in wanted], taken), strict=True):
            names[key] = name
            taken.add(name)
        waiting = [key for key in waiting if key not in names]
    return names


def _owner(entry: Entry) -> Owner:
    return entry.owner or Owner("", "")


def _wanted(entry: Entry, names: Mapping[str, str]) -> str:
    owner = _owner(entry)
    return class_name(f"{names.get(owner.key, '')} {owner.path}")


def _shortest(group: Mapping[str, Entry], taken: set[str]) -> Iterator[tuple[str, str]]:
    """Each key with the shortest of its wanted names that it shares with nobody."""
    waiting = sorted(group, key=lambda key: (group[key].author_name, key))
    for length in range(max((len(entry.names) for entry in group.values()), default=0)):
        wanted = {key: group[key].names[min(length, len(group[key].names) - 1)] for key in waiting}
        counts: dict[str, int] = {}
        for name in wanted.values():
            counts[name] = counts.get(name, 0) + 1
        free = [key for key in waiting if counts[wanted[key]] == 1 and wanted[key] not in taken]
        for key in free:
            taken.add(wanted[key])
            yield key, wanted[key]
        named = set(free)
        waiting = [key for key in waiting if key not in named]
    last = [group[key].names[-1] for key in waiting]
    yield from zip(waiting, unique(last, taken), strict=True)


def names_of(place: Place) -> tuple[str, ...]:
    """Names for what a reference reaches, from its place: shorter ones first."""
    tokens = [unescape(token) for token in place.pointer.split("/")[1:]]
    path = PurePosixPath(place.source.path)
    telling = [token for token in tokens if token not in _STRUCTURE]
    stem = (
        [path.stem]
        if path.stem not in ("index", "schema", "openapi", "swagger")
        else [path.parent.name]
    )
    own = telling[-1:] or stem
    return tuple(
        class_name(" ".join(parts))
        for parts in (
            own,
            [*stem, *telling] if telling else [path.parent.name, *stem],
            [path.parent.name, *stem, *telling] if telling else [*path.parts[-3:-1], *stem],
        )
    )


_STRUCTURE = frozenset(
    {"components", "schemas", "definitions", "$defs", "properties", "schema", "content"}
)


def deserves_name(value: Json, dialect: str) -> bool:
    """Whether an inline schema becomes a class or a named union, rather than part of an expression."""
    if not isinstance(value, dict) or "$ref" in value:
        return False
    if isinstance(value.get("properties"), dict) and value["properties"]:
        return True
    if _names_members(value.get("enum")):
        return True
    parts = value.get("allOf")
    if isinstance(parts, list) and len([part for part in parts if _says_something(part)]) > 1:
        return True
    for keyword in ("oneOf", "anyOf"):
        branches = [each for each in as_list(value.get(keyword)) if each != {"type": "null"}]
        if len(branches) > 1 and any(_composite(each, dialect) for each in branches):
            return True
    return False


def _names_members(enum: Json) -> bool:
    members = [each for each in as_list(enum) if each is not None]
    texts = all(isinstance(each, str) for each in members)
    return len(members) > 1 and (texts or all(type(each) is int for each in members))


def _composite(branch: Json, dialect: str) -> bool:
    return isinstance(branch, dict) and ("$ref" in branch or deserves_name(branch, dialect))


def _says_something(part: Json) -> bool:
    return isinstance(part, dict) and bool(
        set(part) - keywords.ANNOTATIONS - {"example", "nullable"}
    )


def as_list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else ()


def word_for(node: Node, index: int) -> str:
    """A word for a branch without a title: the constant that tells it apart, or its number."""
    properties = node.value.get("properties") if isinstance(node.value, dict) else None
    for each in properties.values() if isinstance(properties, dict) else ():
        if isinstance(each, dict):
            only = each.get(
                "const",
                each["enum"][0] if as_list(each.get("enum")) and len(each["enum"]) == 1 else None,
            )
            if isinstance(only, str) and only:
                return only
    return f"Option{index + 1}"
