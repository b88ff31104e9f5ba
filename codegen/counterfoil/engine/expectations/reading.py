"""Reads the files in which consumers say what they rely on."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from counterfoil.engine.expectations.schema import malformed
from counterfoil.engine.sources import read_source
from counterfoil.engine.survey import ENDINGS, EXPECTATIONS, expectations_of
from counterfoil.model import (
    Ask,
    Contract,
    Expectations,
    Finding,
    Given,
    In,
    Interaction,
    Json,
    Place,
    Source,
    Use,
)

__all__ = [
    "ENDINGS",
    "FOLDER",
    "LARGEST",
    "SECTIONS",
    "expectations_in",
    "interaction_in",
    "read_expectations",
]

FOLDER = EXPECTATIONS
LARGEST = 8_000_000
"""Bytes of a file, which are twenty thousand interactions."""
SECTIONS = {In.PATH: "path", In.QUERY: "query", In.HEADER: "headers", In.COOKIE: "cookies"}
"""Where parameters travel, and the key of a request that they stand under."""


def read_expectations(
    contract: Contract, folder: Path, root: Path
) -> tuple[tuple[Expectations, ...], tuple[Finding, ...]]:
    """What the files in a version folder's `expectations/` say, by consumer, and what is wrong there.

    A file that cannot be read as a whole is left out, and a finding.
    """
    paths = expectations_of(folder)
    if not paths:
        return (), ()
    # Few contracts have any, and the validator of files takes a while to import.
    from counterfoil.engine.expectations.format import objections

    found: dict[str, Expectations] = {}
    findings: list[Finding] = []
    for path in paths:
        source, problems = _read(path, root)
        findings += problems
        if source is None:
            continue
        wrong = tuple(objections(source)) or tuple(_misnamed(source, contract, path.stem, found))
        findings += wrong
        if not wrong:
            found[path.stem] = expectations_in(source, contract)
    return tuple(found[each] for each in sorted(found)), tuple(findings)


def expectations_in(source: Source, contract: Contract) -> Expectations:
    """The expectations in a source that is as the format says."""
    value = source.value
    listed = Place(source) / "interactions"
    return Expectations(
        consumer=value["consumer"],
        contract=contract.id,
        source=source,
        interactions=tuple(
            interaction_in(each, listed / index) for index, each in enumerate(value["interactions"])
        ),
        owner=value.get("x-owner", ""),
    )


def interaction_in(value: Json, place: Place) -> Interaction:
    """The interaction that a value describes, which is as the format says."""
    response = value.get("response", {})
    return Interaction(
        description=value["description"],
        place=place,
        use=_use(value.get("message", response)),
        ask=_ask(value["request"]) if "request" in value else None,
        status=int(response.get("status", 0)),
        given=tuple(_given(value.get("given", ()))),
        recorded=value.get("recorded", False),
    )


def _read(path: Path, root: Path) -> tuple[Source | None, tuple[Finding, ...]]:
    name = Path(os.path.relpath(path, root)).as_posix()
    size = path.stat().st_size
    if size > LARGEST:
        why = f"it has {size / 1e6:.1f} MB, and {LARGEST / 1e6:.0f} MB are read at most"
        fix = "Keep one interaction of each kind: what is read, not every time it was."
        return None, (malformed(Place(Source(name, "")), why, fix),)
    return read_source(path, root)


def _misnamed(
    source: Source, contract: Contract, stem: str, found: Mapping[str, Expectations]
) -> Iterator[Finding]:
    """Whether a file is another consumer's than its name says, or a second one of the same."""
    consumer, place = source.value["consumer"], Place(source) / "consumer"
    if consumer != stem:
        yield Finding(
            rule="expectation-consumer-unknown",
            message=f"{contract.title}: the file {Path(source.path).name} says what `{consumer}`"
            f" relies on, and by its name it is {stem}'s",
            at=place.at,
            subject=consumer,
            fix=f"Write `consumer: {stem}`, or call the file {consumer}{Path(source.path).suffix}.",
            consumers=(consumer,),
        )
    elif stem in found:
        first = found[stem].source.path
        yield malformed(
            place,
            f"{first} says already what {consumer} relies on",
            f"Move its interactions into {Path(first).name}.",
        )


def _ask(value: Json) -> Ask:
    return Ask(
        operation=value["operation"],
        parameters={
            location: value[name] for location, name in SECTIONS.items() if value.get(name)
        },
        body=value.get("body"),
        has_body="body" in value,
        media_type=value.get("media-type", ""),
    )


def _use(value: Json) -> Use:
    return Use(
        reads=tuple(value.get("reads", ())),
        members={field: tuple(each) for field, each in value.get("members", {}).items()},
        formats=value.get("formats", {}),
        headers=tuple(value.get("headers", ())),
    )


def _given(value: Json) -> Iterator[Given]:
    several: Sequence[Json] = value if isinstance(value, list | tuple) else (value,)
    for each in several:
        yield (
            Given(each)
            if isinstance(each, str)
            else Given(each["state"], dict(each.get("params", {})))
        )
