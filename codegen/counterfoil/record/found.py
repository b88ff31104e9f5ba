"""Interactions made of notes: each once, with everything that any test read of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterfoil.model import Ask, Bundle, Given, In, Operation, Use
from counterfoil.record.asked import Reading
from counterfoil.record.keys import MESSAGE, Key, key_asked
from counterfoil.record.notes import Answered, Decoded, Note, Seen
from counterfoil.record.uses import Described, response_for, schema_in, use_of


@dataclass(frozen=True, slots=True)
class Found:
    """One interaction that tests have shown."""

    key: Key
    title: str
    """What it is, before anything tells it from others."""
    use: Use
    ask: Ask | None = None
    status: int = 0
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Something that tests have shown and that is not written down."""

    what: str
    """`orders v2 GET /orders/{id}, answered 404`."""
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What notes say of one contract, and what is left out of it."""

    found: tuple[Found, ...] = ()
    left_out: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One note, as its contract reads it."""

    found: Found
    seen: Seen
    described: Described


def found_in(notes: Sequence[Note], bundle: Bundle) -> Shown:
    """The interactions of a contract in the order in which tests show them."""
    own = sorted(
        (each for each in notes if each.contract == bundle.contract.title),
        key=lambda each: each.test,
    )
    reading = Reading(bundle)
    parts: dict[Key, _Part] = {}
    left_out: list[Left] = []
    for each in own:
        match each:
            case Answered():
                part = _answered(each, bundle, reading)
            case Decoded():
                part = _decoded(each, bundle)
        if isinstance(part, Left):
            left_out.append(part)
            continue
        first = parts.setdefault(part.found.key, part)
        if first is not part:
            parts[part.found.key] = replace(first, seen=first.seen | part.seen)
    found = []
    for part in parts.values():
        use, unnamed = use_of(part.seen, part.described)
        found.append(replace(part.found, use=use))
        what = _named(bundle, part.found)
        left_out += (Left(what, f"the contract names no field {each}") for each in unnamed)
    return Shown(tuple(found), tuple(dict.fromkeys(left_out)))


def _answered(note: Answered, bundle: Bundle, reading: Reading) -> _Part | Left:
    where = f"{note.contract} {note.operation}, answered {note.status}"
    understood = reading.understand(note)
    if isinstance(understood, str):
        return Left(where, understood)
    operation, ask = understood.operation, understood.ask
    response = response_for(operation, note.status)
    if response is None:
        return Left(where, "the contract documents no such status")
    components = bundle.api.components
    schema = schema_in(response.content, note.media_type, components)
    described = Described(schema, components, response.headers)
    found = Found(
        key_asked(operation.title, note.status, ask),
        _title(operation, ask, note.status),
        Use(),
        ask,
        note.status,
        (*operation.given, *response.given),
    )
    return _Part(found, note.seen, described)


def _decoded(note: Decoded, bundle: Bundle) -> _Part | Left:
    if bundle.api.root is None:
        return Left(note.contract, "the contract is of no message")
    described = Described(bundle.api.root, bundle.api.components)
    return _Part(Found(MESSAGE, bundle.api.title or note.contract, Use()), note.seen, described)


_LONGEST = 100
"""Characters of a summary that a description keeps."""


def _title(operation: Operation, ask: Ask, status: int) -> str:
    """`Lists products by SKU, with limit and sku (200)`."""
    said = " ".join((operation.summary or operation.title).split()).rstrip(".")
    required = {(each.location, each.name) for each in operation.parameters if each.required}
    given = [
        name
        for location in (In.QUERY, In.HEADER, In.COOKIE)
        for name in ask.parameters.get(location, {})
        if (location, name) not in required
    ]
    having = f", with {_listed(sorted(given))}" if given else ""
    return f"{said[:_LONGEST]}{having} ({status})"


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _named(bundle: Bundle, found: Found) -> str:
    title = bundle.contract.title
    return f"{title} {found.key.operation}, answered {found.status}" if found.ask else title
