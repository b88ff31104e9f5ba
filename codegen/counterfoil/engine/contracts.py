"""Finds the contracts of a monorepo, and loads them in normal form."""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from counterfoil.engine.config import root_above
from counterfoil.engine.expectations import read_expectations
from counterfoil.engine.library import SCHEMA_DIALECTS, Library, schema_dialect
from counterfoil.engine.loaded import Loaded as Loaded
from counterfoil.engine.lower import lower
from counterfoil.engine.sources import read_source
from counterfoil.engine.strangers import with_strangers_told
from counterfoil.engine.survey import ENDINGS, STEMS, VERSION, Found, identity, survey
from counterfoil.engine.survey import (
    package_path as package_path,
)  # part of what is known of contracts
from counterfoil.model import (
    At,
    Bundle,
    CannotRun,
    Config,
    Contract,
    Finding,
    Kind,
    Place,
    Severity,
    Source,
)


def load(config: Config) -> Loaded:
    """Every contract under `config.contracts`. Raises CannotRun where there is none."""
    return load_named(config, contract_ids(config))


def load_named(config: Config, ids: Collection[str]) -> Loaded:
    """The contracts that have one of these ids; the others are not even read."""
    loaded = read_named(config, ids)
    told = with_strangers_told(loaded.bundles, config.root)
    strange = (
        each
        for one, was in zip(told, loaded.bundles, strict=True)
        for each in one.findings[len(was.findings) :]
    )
    return Loaded(tuple(told), (*loaded.findings, *strange))


def read_named(config: Config, ids: Collection[str]) -> Loaded:
    """The same, without a look at whether those who rely on them are services of the monorepo."""
    return read_found(config, [each for each in survey(config) if each.id in ids])


def read_found(config: Config, found: Iterable[Found]) -> Loaded:
    """The same of contracts of which it is known where they are."""
    findings: list[Finding] = []
    bundles = [
        bundle
        for each in found
        if (bundle := _load(each.entry, each.name, each.version, config.root, findings)) is not None
    ]
    kept = [relied_on(each, config.root) for each in _apart(bundles, findings)]
    return Loaded(tuple(kept), (*findings, *(each for b in kept for each in b.findings)))


def contract_ids(config: Config) -> frozenset[str]:
    """The id of every contract, such as `orders/v1`. Raises CannotRun where there is none."""
    return ids_in(config) or demand(config)


def demand(config: Config) -> NoReturn:
    """Raises CannotRun, since there is no contract."""
    folder = config.root / config.contracts
    if not folder.is_dir():
        raise CannotRun(
            f"there is no folder {config.contracts}/",
            f"It would hold the contracts of {config.root.name}.",
            "Run `counterfoil init` to begin one, or set `contracts` in [tool.counterfoil].",
        )
    raise CannotRun(
        f"no contracts found in {config.contracts}/",
        "A contract is `<name>/<vN>/openapi.yaml` (or .json), or `<name>/<vN>/schema.json`.",
        "Run `counterfoil init` to begin one.",
    )


def ids_in(config: Config) -> frozenset[str]:
    """The same, where there may be none."""
    return frozenset(documents(config))


def documents(config: Config) -> dict[str, list[Path]]:
    """The id of every contract → its document; two where nobody can say which one it is."""
    found: dict[str, list[Path]] = {}
    for each in survey(config):
        found.setdefault(each.id, []).append(each.entry)
    return found


def id_at(path: str, config: Config) -> str:
    """The id of the contract whose document is at a path, or was; empty where none would be.

    >>> id_at("contracts/orders/v2/openapi.yaml", Config(Path(), "p", "p"))
    'orders/v2'
    """
    entry, folder = Path(path), Path(config.contracts)
    named = entry.stem in STEMS and entry.suffix in ENDINGS
    if not named or not VERSION.fullmatch(entry.parent.name) or folder not in entry.parents:
        return ""
    name, version = identity(entry.parent, folder)
    return "" if name == "." else f"{name}/{version}"


def load_file(path: Path, root: Path) -> Loaded:
    """One document by its path, named after its folders (`orders/v2/openapi.yaml`) or its file."""
    findings: list[Finding] = []
    # What a pipe leads to is called otherwise each time.
    named = _real(path) if path.is_file() else path
    bundle = _load(path, *_named_after(named), root, findings)
    bundles = () if bundle is None else (bundle,)
    return Loaded(bundles, (*findings, *(each for b in bundles for each in b.findings)))


def folder_around(path: Path, folder: Path) -> Path:
    """The folder that references of a document may not leave.

    It is `folder`, or where the document is elsewhere the monorepo around it, else its own folder.
    """
    path, folder = _real(path), _real(folder)
    if path.is_relative_to(folder) or not path.parent.is_dir():
        return folder
    return root_above(path.parent) or path.parent


def _real(path: Path) -> Path:
    """Where a path leads through all links; a link that leads to itself is for the reader to refuse."""
    return Path(os.path.realpath(path))


def relied_on(bundle: Bundle, root: Path) -> Bundle:
    """The bundle with what consumers say that they rely on, where it is the contract of a version folder."""
    entry = root / bundle.contract.source.path
    folder = entry.parent
    if entry.stem not in STEMS or not VERSION.fullmatch(folder.name):
        return bundle
    expectations, findings = read_expectations(bundle.contract, folder, root)
    return replace(bundle, expectations=expectations, findings=(*bundle.findings, *findings))


def _named_after(path: Path) -> tuple[str, str]:
    if path.stem not in STEMS:
        return path.stem, "v1"
    if VERSION.fullmatch(path.parent.name):
        return path.parent.parent.name, path.parent.name
    return path.parent.name, "v1"


def _load(
    path: Path, name: str, version: str, root: Path, findings: list[Finding]
) -> Bundle | None:
    contract = read_document(path, name, version, root, findings)
    return None if contract is None else lower(contract, Library(root))


def read_document(
    path: Path, name: str, version: str, root: Path, findings: list[Finding]
) -> Contract | None:
    """The document of a contract before anything in it is looked at; None where it is none.

    What is found on the way is added to `findings`. Raises CannotRun where it cannot be read at all.
    """
    source, found = read_source(path, root)
    findings.extend(found)
    if source is None:
        return None
    recognised = _recognise(source)
    if isinstance(recognised, Finding):
        findings.append(recognised)
        return None
    kind, dialect = recognised
    return Contract(name, version, kind, dialect, source)


def _recognise(source: Source) -> tuple[Kind, str] | Finding:
    value = source.value
    if not isinstance(value, dict):
        return _unknown(source, "it holds no object")
    if "swagger" in value:
        return (
            (Kind.OPENAPI, "2.0")
            if str(value["swagger"]) == "2.0"
            else _unknown(source, "it is no Swagger 2.0")
        )
    if "openapi" in value:
        dialect = ".".join(str(value["openapi"]).split(".")[:2])
        if dialect in ("3.0", "3.1", "3.2"):
            return Kind.OPENAPI, dialect
        return _unknown(source, f"OpenAPI {value['openapi']} is not one of 3.0, 3.1 and 3.2")
    if Path(source.path).stem == "schema" or "$schema" in value:
        dialect = schema_dialect(value.get("$schema", SCHEMA_URI))
        return (
            (Kind.JSON_SCHEMA, dialect)
            if dialect
            else _unknown(source, f"`$schema` is none of {', '.join(SCHEMA_DIALECTS)}")
        )
    return _unknown(source, "it has neither `openapi` nor `swagger` nor `$schema`")


SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"


def _unknown(source: Source, why: str) -> Finding:
    return Finding(
        rule="unknown-format",
        message=f"{source.path} is no contract that can be read: {why}",
        at=Place(source).at,
        fix="Begin the document with `openapi: 3.1.0`, or with `$schema` for a message.",
    )


def _apart(bundles: Sequence[Bundle], findings: list[Finding]) -> list[Bundle]:
    """The bundles whose packages do not collide; a second one with the same package is a finding."""
    kept: dict[tuple[str, ...], Bundle] = {}
    for bundle in bundles:
        package = package_path(bundle.contract)
        first = kept.setdefault(package, bundle)
        if first is not bundle:
            findings.append(_duplicate(first, bundle))
    return list(kept.values())


def _duplicate(first: Bundle, second: Bundle) -> Finding:
    return Finding(
        rule="duplicate-contract",
        message=f"{second.contract.source.path} would become the same package as"
        f" {first.contract.source.path}, so that only the latter can be compiled",
        at=At(second.contract.source.path),
        subject=second.contract.id,
        severity=Severity.ERROR,
        fix="Keep one document in a version folder, and give each contract a name of its own.",
    )
