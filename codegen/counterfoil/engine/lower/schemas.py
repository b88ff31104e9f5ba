"""Schemas in normal form: inline ones that deserve a name get one, from the place where they live."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterfoil.engine.library import Library, Node, Unresolved
from counterfoil.engine.lower import keywords
from counterfoil.engine.lower.chains import LONGEST, too_long
from counterfoil.engine.lower.names import (
    Entry,
    Owner,
    deserves_name,
    final_names,
    names_of,
    word_for,
)
from counterfoil.engine.lower.references import PREFIX, renamed
from counterfoil.engine.naming import class_name
from counterfoil.model import Component, Finding, Json, Place, Schema, Severity, unescape


@dataclass(frozen=True, slots=True)
class Lowered:
    """A schema in normal form whose references are keys still; `owner` is None where it is declared."""

    place: Place
    schema: Schema
    owner: Owner | None


@dataclass(slots=True)
class Schemas:
    """The components of one contract, found while its operations are lowered."""

    library: Library
    findings: list[Finding] = field(default_factory=list)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _inline: dict[str, Schema] = field(default_factory=dict)
    _aliases: dict[str, str] = field(default_factory=dict)
    """Key of a declared name → key of the schema in another file that it names."""
    _queue: list[str] = field(default_factory=list)
    _open: set[str] = field(default_factory=set)
    """Keys of the maps of schemas that are being walked."""

    def declare(self, node: Node, name: str) -> str:
        """Makes a component of a schema that the contract names. Returns its key.

        A name for nothing but a reference into another file names what is there.
        """
        target = self._elsewhere(node)
        if target is not None:
            self._aliases[node.key] = target.key
            return self._enter(Entry(target, (class_name(name),), None, name, declared=True))
        return self._enter(Entry(node, (class_name(name),), None, name, declared=True))

    def _elsewhere(self, node: Node) -> Node | None:
        """What a bare reference reaches in another file, unless it has a declared name already."""
        if not isinstance(node.value, dict) or set(node.value) != {"$ref"}:
            return None
        try:
            target = self.library.resolve(str(node.value["$ref"]), node)
        except Unresolved:
            return None
        known = self._entries.get(target.key)
        here = target.place.source.path == node.place.source.path
        return None if here or (known is not None and known.declared) else target

    def inline(self, node: Node, owner: Owner | None) -> Schema:
        """A schema where it stands: a reference if it deserves a name of its own, itself if not.

        Without an owner nothing inside gets a name: so for what only judges a value (`not`, `if`).
        """
        if owner is None:
            return self._lower(node, None)
        if node.key not in self._inline:
            if deserves_name(node.value, node.dialect):
                self._enter(Entry(node, (), owner))
                self._inline[node.key] = {"$ref": node.key}
            else:
                self._inline[node.key] = self._lower(node, owner)
        return self._inline[node.key]

    def inside(self, key: str) -> dict[str, "Lowered"]:
        """A declared schema, and every schema that got a name for standing inside it, by key.

        What they refer to elsewhere is not looked at.
        """
        self._queue.clear()
        found: dict[str, Lowered] = {}
        waiting = [key]
        while waiting:
            each = waiting.pop()
            entry = self._entries[each]
            found[each] = Lowered(
                entry.node.place, self._lower(entry.node, Owner(each, "")), entry.owner
            )
            waiting += (new for new in self._queue if new.startswith(f"{key}/"))
            self._queue.clear()
        return found

    def components(self) -> tuple[dict[str, Component], dict[str, str]]:
        """Every component by its final name, sorted, and the final name of every key."""
        while self._queue:
            key = self._queue.pop()
            entry = self._entries[key]
            entry.schema = self._lower(entry.node, Owner(key, ""))
        self._break_cycles()
        self._cut_chains()
        names = final_names(self._entries)
        built = {}
        for key, name in sorted(names.items(), key=lambda pair: pair[1]):
            entry = self._entries[key]
            built[name] = Component(
                name=name,
                schema=renamed(entry.schema, names),
                place=entry.node.place,
                author_name=entry.author_name,
                hoisted=entry.owner is not None,
            )
        return built, names

    def _enter(self, entry: Entry) -> str:
        key = entry.node.key
        known = self._entries.get(key)
        if known is None:
            self._entries[key] = entry
            self._queue.append(key)
        elif entry.declared and not known.declared:
            # Met by reference before its declaration was reached: the declaration names it.
            self._entries[key] = entry
        return key

    def _refer(self, reference: str, origin: Node) -> Schema:
        try:
            target = self.library.resolve(reference, origin)
        except Unresolved as unresolved:
            self.findings.append(unresolved.finding)
            return {}
        if target.key in self._aliases:
            return {"$ref": self._aliases[target.key]}
        names = names_of(target.place)
        author = unescape(target.place.pointer.rpartition("/")[2]) or names[0]
        return {"$ref": self._enter(Entry(target, names, None, author))}

    def _lower(self, node: Node, owner: Owner | None) -> dict[str, Any]:
        if isinstance(node.value, bool):
            return {} if node.value else {"not": {}}
        if not isinstance(node.value, dict):
            if node.value is not None:
                self._invalid(node.place, "a schema is an object or a boolean")
            return {}
        node = self._rebased(node)
        raw = keywords.modern(node.value, node.dialect)
        schema = {
            key: raw[key]
            for key, sound in keywords.PLAIN.items()
            if key in raw and self._sound(sound(raw[key]), key, node)
        }
        reference = raw.get("$ref", raw.get("$dynamicRef", raw.get("$recursiveRef")))
        if isinstance(reference, str):
            schema |= self._refer(reference, node)
        self._subschemas(schema, raw, node, owner)
        self._discriminator(schema, raw, node)
        if "enum" in schema and not schema["enum"]:
            schema["not"] = {}
            del schema["enum"]
        return keywords.nullable(schema) if raw.get("nullable") is True else schema

    def _rebased(self, node: Node) -> Node:
        """The same node as its own schema resource, where it declares an `$id` (2020-12, 8.2.1)."""
        own = node.value.get("$id")
        if not isinstance(own, str) or own.startswith("#") or not node.place.pointer:
            return node
        return self.library.resolve(f"#{node.place.pointer}", _whole(node))

    def _subschemas(
        self, schema: dict[str, Any], raw: Mapping[str, Json], node: Node, owner: Owner | None
    ) -> None:
        for key in keywords.SINGLE:
            if key in raw and self._sound(isinstance(raw[key], dict | bool), key, node):
                inside = Node(raw[key], node.place / _written(key, node), *_rest(node))
                schema[key] = self.inline(inside, _owner_of(key, owner))
        for key in keywords.MAPPED:
            if key in raw and self._sound(isinstance(raw[key], dict), key, node):
                schema[key] = {
                    name: self.inline(
                        each, owner.below(name) if owner and key == "properties" else None
                    )
                    for name, each in self._members(Node(raw[key], node.place / key, *_rest(node)))
                }
        for key in keywords.LISTED:
            if key in raw and self._sound(isinstance(raw[key], list), key, node):
                place = node.place / _written(key, node)
                alone = len([each for each in raw[key] if each != {"type": "null"}]) == 1
                schema[key] = [
                    self._member(key, Node(each, place / index, *_rest(node)), owner, index, alone)
                    for index, each in enumerate(raw[key])
                ]

    def _members(self, node: Node) -> Iterator[tuple[str, Node]]:
        """Each named subschema. A whole map may be a reference, which real documents use."""
        if isinstance(node.value.get("$ref"), str):
            try:
                node = self.library.resolve(node.value["$ref"], node)
            except Unresolved as unresolved:
                self.findings.append(unresolved.finding)
                return
        if node.key in self._open:
            # The map refers to something around itself; what is inside has been met already.
            self._invalid(node.place, "this map of schemas contains itself")
            return
        self._open.add(node.key)
        for name in node.value if isinstance(node.value, dict) else ():
            yield name, node.child(name)
        self._open.remove(node.key)

    def _member(self, key: str, node: Node, owner: Owner | None, index: int, alone: bool) -> Schema:
        if key == "allOf" or owner is None:
            # A member of allOf is part of its owner: what is inside belongs to the owner.
            return self._lower(node, owner)
        if alone:
            # One branch beside null is the schema itself, made nullable.
            return self.inline(node, owner if owner.path else owner.below("Value"))
        title = node.value.get("title") if isinstance(node.value, dict) else None
        return self.inline(
            node, owner.below(title if isinstance(title, str) else word_for(node, index))
        )

    def _discriminator(self, schema: dict[str, Any], raw: Mapping[str, Json], node: Node) -> None:
        given = raw.get("discriminator")
        if isinstance(given, str):
            schema["discriminator"] = {"propertyName": given}
        elif isinstance(given, dict) and isinstance(given.get("propertyName"), str):
            written = given.get("mapping")
            mapping = written if isinstance(written, dict) else {}
            found = {value: self._mapped(target, node) for value, target in mapping.items()}
            schema["discriminator"] = {
                "propertyName": given["propertyName"],
                **(
                    {"mapping": {value: key for value, key in found.items() if key}}
                    if found
                    else {}
                ),
            }

    def _mapped(self, target: Json, node: Node) -> str:
        """The key of what a discriminator's mapping names: a schema's name, or a reference to it."""
        if not isinstance(target, str):
            return ""
        bare = not any(mark in target for mark in "#/.") or f"{PREFIX}{target}" in self._declared()
        reference = f"{PREFIX}{target}" if bare else target
        found: str = self._refer(reference, node).get("$ref", "")
        return found

    def _declared(self) -> frozenset[str]:
        return frozenset(
            f"{PREFIX}{each.author_name}" for each in self._entries.values() if each.declared
        )

    def _sound(self, sound: bool, key: str, node: Node) -> bool:
        if not sound:
            self._invalid(node.place / key, f"`{key}` cannot be {_shown(node.value.get(key))} here")
        return sound

    def _invalid(self, place: Place, why: str) -> None:
        self.findings.append(
            Finding(
                rule="invalid-schema-keyword",
                message=f"{why}; it is left out of what is compiled",
                at=place.at,
                severity=Severity.WARNING,
                fix="Write it as the specification has it, or remove it.",
            )
        )

    def _break_cycles(self) -> None:
        """A component that is nothing but a reference to itself, at length, becomes any value."""
        for key in sorted(self._entries):
            seen, current = [key], self._entries[key].schema.get("$ref")
            while current is not None and current not in seen and current in self._entries:
                seen.append(current)
                current = self._entries[current].schema.get("$ref")
            if current == key:
                entry = self._entries[key]
                self.findings.append(
                    _cycle(entry.node.place, [self._entries[each] for each in seen])
                )
                entry.schema = {}

    def _cut_chains(self) -> None:
        """A component at the head of a chain that is too long becomes any value."""
        for key in too_long({key: each.schema for key, each in self._entries.items()}):
            self.findings.append(_chain(self._entries[key]))
            self._entries[key].schema = {}


def _owner_of(keyword: str, owner: Owner | None) -> Owner | None:
    if owner is None or keyword not in ("items", "additionalProperties"):
        return None
    return owner.below("Item" if keyword == "items" else "Value")


def _written(keyword: str, node: Node) -> str:
    """What a keyword is called in the author's own dialect."""
    if keyword == "prefixItems" and keyword not in node.value:
        return "items"
    if keyword == "items" and isinstance(node.value.get("items"), list):
        return "additionalItems"
    return keyword


def _whole(node: Node) -> Node:
    root = Place(node.place.source)
    return Node(node.place.source.value, root, root, node.base, node.dialect)


def _rest(node: Node) -> tuple[Place, str, str]:
    return node.resource, node.base, node.dialect


def _shown(value: Json) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return f"`{text if len(text) < 60 else text[:57] + '…'}`"


def _chain(entry: Entry) -> Finding:
    return Finding(
        rule="reference-chain-too-long",
        message=f"{entry.author_name or 'a schema'} refers to a schema, that one to a second, and so on: more than"
        f" {LONGEST} of them describe one value",
        at=entry.node.place.at,
        subject=entry.node.place.pointer,
        fix="Write what belongs together in one schema, or list all parts in one `allOf`.",
    )


def _cycle(place: Place, through: Sequence[Entry]) -> Finding:
    names = " → ".join(each.author_name or each.node.key for each in (*through, through[0]))
    return Finding(
        rule="reference-cycle",
        message=f"these schemas are nothing but references to each other: {names}",
        at=place.at,
        fix="Give one of them a type of its own.",
    )
