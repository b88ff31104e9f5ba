"""The documents of ../shared/corpus, laid out as contracts of a monorepo."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("COUNTERFOIL_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "corpus"


@dataclass(frozen=True, slots=True)
class Document:
    """A public contract: the folder it lies in, and its entry, relative to that folder."""

    name: str
    entry: str

    @property
    def path(self) -> Path:
        """The entry, where it lies."""
        return CORPUS / self.name / self.entry

    @property
    def is_message(self) -> bool:
        """Whether it is a JSON Schema rather than an HTTP API."""
        return self.entry == "schema.json"


DOCUMENTS = (
    Document("petstore20", "swagger.json"),
    Document("petstore20-multi", "spec/swagger.json"),
    Document("petstore30", "openapi.yaml"),
    Document("uspto", "openapi.json"),
    Document("webhook31", "openapi.json"),
    Document("tags32", "openapi.yaml"),
    Document("train-travel", "openapi.yaml"),
    Document("spotify", "openapi.yaml"),
    Document("js-cloudevents-d7", "schema.json"),
    Document("js-geojson-d7", "schema.json"),
    Document("js-github-workflow-d7", "schema.json"),
    Document("js-vega-lite-d4", "schema.json"),
    Document("digitalocean", "specification/DigitalOcean-public.v2.yaml"),
    Document("openai", "openapi.yaml"),
    Document("kubernetes", "swagger.json"),
    Document("github-rest", "openapi.json"),
)


def lay_out(document: Document, root: Path) -> None:
    """Copies a document to `contracts/NAME/v1/` of the monorepo at `root`, with what it refers to."""
    contract = root / "contracts" / document.name
    inside = Path(document.entry).parent
    for each in sorted((CORPUS / document.name).iterdir()):
        # The entry's folder becomes the version; folders beside it stay beside it.
        target = contract / ("v1" if each.name == inside.name else each.name)
        if each.is_dir():
            shutil.copytree(each, target, copy_function=shutil.copyfile)
    version = contract / "v1"
    version.mkdir(parents=True, exist_ok=True)
    name = "schema.json" if document.is_message else f"openapi{document.path.suffix}"
    # One document in a version folder: the entry, under the name that the layout asks for.
    (version / document.path.name).unlink(missing_ok=True)
    shutil.copyfile(document.path, version / name)


def make_monorepo(root: Path, *documents: Document) -> None:
    """A monorepo at `root` whose contracts are `documents`."""
    settings = (
        '[tool.counterfoil]\npackage = "corpus_contracts"\ndistribution = "corpus-contracts"\n'
    )
    (root / "pyproject.toml").write_text(settings, "utf-8")
    for document in documents:
        lay_out(document, root)
