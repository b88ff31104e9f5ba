"""Writes a synthetic monorepo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from .documents import Size, draw_api, draw_message
from .shared import drawn_names, shared_files
from .text import write
from .words import AREAS, THINGS

TINY = Size(operations=(2, 5), schemas=(4, 8))
SMALL = Size(operations=(5, 30), schemas=(10, 60))
MEDIUM = Size(operations=(40, 120), schemas=(80, 250))
LARGE = Size(operations=(400, 900), schemas=(800, 2000))


@dataclass(frozen=True, slots=True)
class Shares:
    """Which part of the contracts is of a kind; of services, how many there are for each contract."""

    medium: float = 0.04
    large: float = 0.0
    messages: float = 0.12
    second_versions: float = 0.06
    json: float = 0.2
    shared: float = 0.6
    """Refer to files beside them."""
    expectations: float = 0.15
    services: float = 0.05


@dataclass(frozen=True, slots=True)
class Monorepo:
    """What was written."""

    root: Path
    contracts: tuple[str, ...]
    """Ids, in the order in which they were drawn."""
    services: tuple[str, ...]
    shared: tuple[str, ...]
    """Paths of the files that contracts refer to."""


@dataclass(frozen=True, slots=True)
class _Contract:
    name: str
    version: str
    ending: str
    document: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.name}/{self.version}"

    @property
    def is_message(self) -> bool:
        return "$schema" in self.document

    @property
    def path(self) -> str:
        stem = "schema" if self.is_message else "openapi"
        return f"contracts/{self.id}/{stem}{self.ending}"


def write_monorepo(
    root: Path, count: int, *, seed: int = 0, shares: Shares = Shares(), small: Size = SMALL
) -> Monorepo:
    """Writes `count` contracts below `root`, with settings, services and expectations."""
    settings = {"package": "synthetic_contracts", "distribution": "synthetic-contracts"}
    _write_settings(root / "pyproject.toml", "tool.counterfoil", settings)
    shared = {name: f"contracts/common/{name}.yaml" for name, _ in shared_files(seed)}
    for name, document in shared_files(seed):
        write(root / shared[name], document)
    contracts = list(_drawn(count, seed, shares, small))
    for each in contracts:
        write(root / each.path, each.document)
    services = _write_services(root, contracts, Random(f"{seed}/services"), shares)
    ids = tuple(each.id for each in contracts)
    return Monorepo(root, ids, services, tuple(shared.values()))


def _drawn(count: int, seed: int, shares: Shares, small: Size) -> Iterator[_Contract]:
    previous: _Contract | None = None
    for index, name in zip(range(count), _names(seed), strict=False):
        random = Random(f"{seed}/{index}")
        if (
            random.random() < shares.second_versions
            and previous is not None
            and previous.version == "v1"
            and not previous.is_message
        ):
            previous = _second(random, previous)
        else:
            previous = _first(random, name, shares, small)
        yield previous


def _names(seed: int) -> Iterator[str]:
    """Names without end, none of them twice."""
    pairs = [*product(AREAS, THINGS)]
    Random(f"{seed}/names").shuffle(pairs)
    yield from (f"{area}/{thing}" for area, thing in pairs)
    number = 2
    while True:
        yield from (f"{area}/{thing}-{number}" for area, thing in pairs)
        number += 1


def _first(random: Random, name: str, shares: Shares, small: Size) -> _Contract:
    area = name.split("/")[0]
    title = name.replace("/", " ").replace("-", " ").title()
    is_message = random.random() < shares.messages
    size = random.choices(
        (LARGE, MEDIUM, small), (shares.large, shares.medium, 1 - shares.large - shares.medium)
    )[0]
    ending = ".json" if is_message or random.random() < shares.json else ".yaml"
    name = f"{name}-changed" if is_message else name
    shared = {
        each: f"../../../common/{each}.yaml" for each in drawn_names(random, area, shares.shared)
    }
    draw = draw_message if is_message else draw_api
    return _Contract(name, "v1", ending, draw(random, title, size, shared))


def _second(random: Random, first: _Contract) -> _Contract:
    """The next version: a few things are gone, and a few are new."""
    document = first.document
    schemas = dict(document["components"]["schemas"])
    objects = [name for name, each in schemas.items() if "properties" in each]
    for name in random.sample(objects, min(3, len(objects))):
        properties = {**schemas[name]["properties"], "since": {"type": "string", "format": "date"}}
        schemas[name] = {**schemas[name], "properties": properties}
    info = {**document["info"], "version": "2.0.0"}
    server = {"url": document["servers"][0]["url"].replace("/v1", "/v2")}
    components = {**document["components"], "schemas": schemas}
    changed = {**document, "info": info, "servers": [server], "components": components}
    return _Contract(first.name, "v2", first.ending, changed)


def _write_services(
    root: Path, contracts: Sequence[_Contract], random: Random, shares: Shares
) -> tuple[str, ...]:
    """Services that provide each contract at most once, and whose expectations hold."""
    count = round(len(contracts) * shares.services)
    names = [f"service-{number:03}" for number in range(1, count + 1)]
    provides = {
        name: [each.id for each in contracts[at::count]][:3] for at, name in enumerate(names)
    }
    consumes: dict[str, list[str]] = {name: [] for name in names}
    for each in contracts:
        if names and random.random() < shares.expectations:
            consumer = random.choice(names)
            if each.id not in provides[consumer]:
                consumes[consumer].append(each.id)
                folder = root / "contracts" / each.id / "expectations"
                write(folder / f"{consumer}.yaml", _expectations(each, consumer))
    for name in names:
        named = {"provides": provides[name], "consumes": consumes[name]}
        path = root / "services" / name / "pyproject.toml"
        _write_settings(path, "tool.counterfoil.service", named)
    return tuple(names)


def _expectations(contract: _Contract, consumer: str) -> dict[str, Any]:
    if contract.is_message:
        reads = [f"/{each}" for each in contract.document.get("required", ())]
        told = {"description": "Follows what is told", "message": {"reads": reads or [""]}}
        return {"consumer": consumer, "interactions": [told]}
    schemas = contract.document["components"]["schemas"]
    root = contract.document["tags"][0]["name"]
    reads = [f"/*/{each}" for each in schemas[root]["required"]]
    asked = {"operation": f"list{root}s", "query": {"limit": 5}}
    told = {"description": f"Reads every {root}", "request": asked}
    return {
        "consumer": consumer,
        "interactions": [{**told, "response": {"status": 200, "reads": reads}}],
    }


def _write_settings(path: Path, table: str, settings: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{key} = {_toml(value)}\n" for key, value in settings.items())
    path.write_text(f"[{table}]\n{''.join(lines)}", "utf-8")


def _toml(value: str | list[str]) -> str:
    return f'"{value}"' if isinstance(value, str) else f"[{', '.join(map(_toml, value))}]"
