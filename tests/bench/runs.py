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
        whole = _generate(root)
        again = _generate(root)
        return Row(document, whole, again, _models_alone(document, Path(folder)))


def _generate(root: Path) -> Cost:
    command = [sys.executable, "-m", "counterfoil", "generate"]
    return measure(command, root, {"CI": "1", "PYTHONPATH": str(ROOT / "codegen")})


def _models_alone(document: Document, folder: Path) -> Cost:
    command = [
        *(sys.executable, "-m", "datamodel_code_generator"),
        *("--input", str(document.path)),
        *("--input-file-type", "jsonschema" if document.is_message else "openapi"),
        *("--output", str(folder / "models.py")),
        *("--output-model-type", "pydantic_v2.BaseModel"),
        *("--formatters", "builtin"),
    ]
    return measure(command, folder, {})
