"""What benches of large documents need beside them, made in a process of its own.

`python -m tests.bench.preparing normal DOCUMENT TARGET` writes the models of a document as an OpenAPI
3.1 document, for engines that cannot read the format that it is written in. `… answer DOCUMENT TARGET`
writes an answer of the operation of github-rest that is called.
"""

import sys
from pathlib import Path
from typing import Any

import orjson

from counterfoil.engine.contracts import load_file
from counterfoil.engine.values import Values
from counterfoil.model import Direction, Json

from ..corpus import ROOT
from .measure import measure

CALLED = "/repos/{owner}/{repo}"


def prepare(what: str, document: Path, target: Path) -> Path:
    """Has one of the two written, so that this process stays small; where it was written."""
    module = f"{__package__}.preparing"
    command = [sys.executable, "-m", module, what, str(document), str(target)]
    made = measure(command, ROOT, {"PYTHONPATH": str(ROOT / "codegen")})
    if made.exit_code:
        raise SystemExit(made.said)
    return target


def main(what: str, document: Path, target: Path) -> None:
    """Writes one of the two."""
    made = normal(document) if what == "normal" else answer(document)
    target.write_bytes(orjson.dumps(made))


def normal(document: Path) -> dict[str, Any]:
    """The components of our normal form: what models are made of, and nothing else."""
    (bundle,) = load_file(document, document.parent).bundles
    schemas = {name: each.schema for name, each in bundle.api.components.items()}
    info = {"title": bundle.api.title, "version": bundle.api.version}
    return {"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}


def answer(document: Path) -> Json:
    """What reading a repository may answer, as our stub would say it."""
    (bundle,) = load_file(document, document.parent).bundles
    (called,) = (
        each for each in bundle.api.operations if (each.method, each.path) == ("GET", CALLED)
    )
    (media,) = next(each.content for each in called.responses if each.status == "200")
    if media.schema is None:
        raise SystemExit(f"{document}: GET {CALLED} answers anything")
    return next(Values(bundle.api).valid(media.schema, Direction.RESPONSE)).value


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
