"""Reads journeys: Arazzo 1.0 documents in `journeys/`, beside the contracts."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema_rs

from counterfoil.engine.journeys.building import built
from counterfoil.engine.journeys.parts import Journey
from counterfoil.engine.sources import read_source
from counterfoil.engine.words import shown
from counterfoil.model import Config, Finding, Place, Source

FOLDER = "journeys"
"""Below the folder of the contracts."""
_ENDINGS = (".yaml", ".yml", ".json")
_VERSION = re.compile(r"1\.0\.[0-9]+.*")
_MOST = 20
"""Objections of the schema that are told of one file."""


@dataclass(frozen=True, slots=True)
class Read:
    """The journeys that could be read, by name, and what is wrong with the files."""

    journeys: tuple[Journey, ...] = ()
    findings: tuple[Finding, ...] = ()
    names: tuple[str, ...] = ()
    """Of every file, whether it could be read or not."""


def journey_files(config: Config) -> Mapping[str, Path]:
    """The file of each journey, by its name."""
    folder = config.root / config.contracts / FOLDER
    if not folder.is_dir():
        return {}
    found = sorted(each for each in folder.iterdir() if each.suffix in _ENDINGS and each.is_file())
    return {each.stem: each for each in reversed(found)}


def read_journeys(config: Config, names: Collection[str] | None = None) -> Read:
    """Every journey of a monorepo, or those that have one of these names."""
    every = journey_files(config)
    found = {name: path for name, path in every.items() if names is None or name in names}
    read = [read_journey(found[name], config.root) for name in sorted(found)]
    return Read(
        tuple(each for journey, _ in read for each in journey),
        tuple(each for _, findings in read for each in findings),
        tuple(sorted(found)),
    )


def read_journey(path: Path, root: Path) -> tuple[tuple[Journey, ...], tuple[Finding, ...]]:
    """The journey in a file, or none, and what is wrong with it."""
    source, findings = read_source(path, root)
    if source is None:
        return (), findings
    return journey_in(source, findings)


def journey_in(
    source: Source, findings: tuple[Finding, ...] = ()
) -> tuple[tuple[Journey, ...], tuple[Finding, ...]]:
    """The journey that a source holds, or none, and what is wrong with it."""
    wrong = _unknown_version(source) or tuple(_objections(source))
    if wrong:
        return (), (*findings, *wrong)
    journey, more = built(source)
    return (journey,), (*findings, *more)


def schema_text() -> str:
    """The JSON Schema of what is read, for editors and for this module."""
    return files("counterfoil.engine.journeys").joinpath("schema.json").read_text("utf-8")


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(schema_text()))


def _unknown_version(source: Source) -> tuple[Finding, ...]:
    value = source.value
    if not isinstance(value, dict) or "arazzo" not in value:
        return (_malformed(Place(source), "it has no `arazzo`, which says its version"),)
    version = value["arazzo"]
    if isinstance(version, str) and _VERSION.fullmatch(version):
        return ()
    why = f"`arazzo` is {shown(version)}, and what is read here is 1.0.0 and 1.0.1"
    return (_malformed(Place(source) / "arazzo", why),)


def _objections(source: Source) -> Iterator[Finding]:
    told: set[str] = set()
    for error in _validator().iter_errors(source.value):
        place = Place(source)
        for step in error.instance_path:
            place /= step
        if place.pointer not in told and len(told) < _MOST:
            told.add(place.pointer)
            yield _malformed(place, _said(error, place))


def _said(error: jsonschema_rs.ValidationError, place: Place) -> str:
    where = f"`{place.pointer.lstrip('/')}`: " if place.pointer else ""
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.OneOfMultipleValid):
        return (
            f"{where}a step has one of operationId, operationPath and workflowId, and here are more"
        )
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.OneOfNotValid):
        return (
            f"{where}a step has one of operationId, operationPath and workflowId, and here is none"
        )
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.AnyOf):
        return f"{where}`goto` needs a stepId or a workflowId"
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Not):
        return f"{where}an action leads to a stepId or to a workflowId, not to both"
    whole = json.dumps(error.instance, ensure_ascii=False, separators=(",", ":"))
    return where + error.message.replace(whole, shown(error.instance), 1)[:240]


def _malformed(place: Place, why: str) -> Finding:
    return Finding(
        rule="journey-malformed",
        message=f"{place.source.path} is no journey that can be read: {why}",
        at=place.at,
        subject=place.pointer,
        fix="Write it as Arazzo 1.0.1 says: https://spec.openapis.org/arazzo/v1.0.1.html.",
    )
