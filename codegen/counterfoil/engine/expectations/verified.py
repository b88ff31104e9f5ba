"""What was once seen to hold of the expectations of a contract: the file `expectations/verified.lock`.

What is in it must go on holding; what is not has yet to hold for the first time.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from counterfoil.engine.expectations.reading import FOLDER
from counterfoil.engine.sources import read_source
from counterfoil.model import CannotRun, Contract, Expectations, Finding, Interaction, Json, Place

NAME = "verified.lock"


@dataclass(frozen=True, slots=True)
class Held:
    """What held of one interaction."""

    request: str
    """The digest of what was asked for; another request has yet to hold itself."""
    items: frozenset[str] = frozenset()
    """What was read and was there: field patterns, `header NAME`, `format NAME PATTERN`."""


Lock: TypeAlias = Mapping[str, Mapping[str, Held]]
"""Consumer → description of an interaction → what held of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """The lock of one contract, and what is wrong with its file."""

    lock: Lock = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def path_of(contract: Contract, root: Path) -> Path:
    """Where the lock of a contract is, or would be."""
    return (root / contract.source.path).parent / FOLDER / NAME


def read_lock(contract: Contract, root: Path) -> Known:
    """What has held so far. A file that cannot be read as a whole says nothing, and is a finding."""
    path = path_of(contract, root)
    if not path.exists():
        return Known()
    source, findings = read_source(path, root)
    if source is None:
        return Known(findings=findings)
    place = Place(source)
    objections = (*findings, *_objections(source.value, place))
    return Known(findings=objections) if objections else Known(_lock(source.value))


def digest(interaction: Interaction) -> str:
    """What tells the request of an interaction, and the answer that it expects, from others."""
    ask = interaction.ask
    said: Json = [
        interaction.status,
        [[each.state, dict(each.params)] for each in interaction.given],
    ]
    if ask is not None:
        parameters = {location.value: dict(each) for location, each in ask.parameters.items()}
        body = [ask.body] if ask.has_body else []
        said += [ask.operation, parameters, body, ask.media_type]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def accepted(lock: Lock, expected: Sequence[Expectations], held: Lock) -> Lock:
    """The lock with what held now, and without what nobody expects any more."""
    found: dict[str, dict[str, Held]] = {}
    for each in expected:
        kept = _kept(each, lock.get(each.consumer, {}), held.get(each.consumer, {}))
        if kept:
            found.setdefault(each.consumer, {}).update(kept)
    return found


def _kept(
    expected: Expectations, lock: Mapping[str, Held], held: Mapping[str, Held]
) -> dict[str, Held]:
    found = {}
    for each in expected.interactions:
        request, wanted = digest(each), items_of(each)
        known = [side.get(each.description) for side in (lock, held)]
        same = [one for one in known if one is not None and one.request == request]
        if same:
            items = frozenset[str]().union(*(one.items for one in same))
            found[each.description] = Held(request, items & wanted)
    return found


def items_of(interaction: Interaction) -> frozenset[str]:
    """Everything that an interaction reads, as a lock calls it."""
    use = interaction.use
    headers = (f"header {each.lower()}" for each in use.headers)
    formats = (f"format {form} {pattern}" for pattern, form in use.formats.items())
    return frozenset((*use.reads, *headers, *formats))


def written(lock: Lock) -> str:
    """The lock as text: a line for each thing that held, in an order that nothing else decides."""
    whole = {
        consumer: {
            description: {"request": held.request, "holds": sorted(held.items)}
            for description, held in sorted(known.items())
        }
        for consumer, known in sorted(lock.items())
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def write_lock(contract: Contract, root: Path, lock: Lock) -> bool:
    """Makes the file say what the lock says, wholly or not at all; whether that changed anything.

    Raises CannotRun where it cannot be written.
    """
    path, text = path_of(contract, root), written(lock)
    part = path.with_name(f".{NAME}.{os.getpid()}")
    try:
        present = path.read_bytes() if path.exists() else b""
        if present == text.encode() or (not lock and not present):
            return False
        part.write_bytes(text.encode())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotRun(
            f"cannot write {path.relative_to(root).as_posix()}",
            error.strerror or str(error),
            "Make room, or make the folder writable, and run again.",
        ) from None
    return True


def _lock(value: Json) -> Lock:
    return {
        consumer: {
            description: Held(one["request"], frozenset(one["holds"]))
            for description, one in known.items()
        }
        for consumer, known in value.items()
    }


def _objections(value: Json, place: Place) -> Iterator[Finding]:
    """Where the file is not as `written` writes it; an empty one says nothing, and is fine."""
    if not isinstance(value, dict):
        yield _malformed(place, "it is no object of consumers")
        return
    for consumer, known in value.items():
        if not isinstance(known, dict):
            yield _malformed(place / consumer, "a consumer has no object of interactions")
            continue
        for description, held in known.items():
            if not _is_held(held):
                what = "an interaction has not its `request`, a text, and `holds`, a list of texts"
                yield _malformed(place / consumer / description, what)


def _is_held(value: Json) -> bool:
    match value:
        case {"request": str(), "holds": list(items), **rest} if not rest:
            return all(isinstance(each, str) for each in items)
    return False


def _malformed(place: Place, why: str) -> Finding:
    return Finding(
        rule="expectation-lock-malformed",
        message=f"{place.source.path} does not say what has held: {why}",
        at=place.at,
        subject=place.pointer,
        fix="Take it from version control again, or remove it and run `counterfoil verify --accept`.",
    )
