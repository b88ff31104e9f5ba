"""The runs that are compared for one document."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..corpus import ROOT, Document, make_monorepo
from .measure import Cost, measure


@dataclass(frozen=True, slots=True)
class Row:
    """One document: the whole package, the same again with nothing changed, and models alone."""

    document: Document
    whole: Cost
    again: Cost
    models: Cost

    @property
    def ratio(self) -> float | None:
        """CPU of the whole package over that of models alone; None where one of them failed."""
        if self.whole.exit_code or self.models.exit_code:
            return None
        return self.whole.cpu / self.models.cpu


def run(document: Document) -> Row:
    """Measures one document, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "monorepo")
        root.mkdir()
        make_monorepo(root, document)
        whole = generate(root)
        again = generate(root)
        alone = models_alone(document.path, Path(folder))
        return Row(document, whole, again, alone)


def generate(root: Path, *options: str) -> Cost:
    """Runs `generate` in a monorepo, as continuous integration would."""
    command = [sys.executable, "-m", "counterfoil", "generate", *options]
    return measure(command, root, {"CI": "1", "PYTHONPATH": str(ROOT / "codegen")})


def models_alone(path: Path, folder: Path) -> Cost:
    """Runs datamodel-code-generator by itself, with the quickest of its formatters."""
    command = [
        *(sys.executable, "-m", "datamodel_code_generator"),
        *("--input", str(path)),
        *("--input-file-type", "jsonschema" if path.stem == "schema" else "openapi"),
        *("--output", str(folder / "models.py")),
        *("--output-model-type", "pydantic_v2.BaseModel"),
        *("--formatters", "builtin"),
    ]
    return measure(command, folder, {})
