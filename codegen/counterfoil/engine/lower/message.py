"""A JSON Schema contract: one message, and the schemas it is made of."""

from counterfoil.engine.library import Library
from counterfoil.engine.lower.lifecycle import lifecycle
from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.lower.schemas import Schemas
from counterfoil.model import Api, Contract, Finding, Json, Place


def read(contract: Contract, library: Library) -> tuple[Api, list[Finding]]:
    """The normal form of a JSON Schema contract, and what was found on the way."""
    node = library.node(contract.source, contract.dialect)
    schemas = Schemas(library)
    root = schemas.declare(node, contract.name.rpartition("/")[2])
    for keyword in ("$defs", "definitions"):
        for name, each in _mapping(node.value.get(keyword)).items():
            if isinstance(each, dict | bool):
                schemas.declare(node.child(keyword, name), name)
    components, names = schemas.components()
    api = Api(
        contract=contract,
        title=str(node.value.get("title") or contract.name),
        version=str(node.value.get("x-version") or node.value.get("version") or ""),
        place=Place(contract.source),
        description=str(node.value.get("description") or ""),
        lifecycle=lifecycle(node.value),
        components=components,
        root={"$ref": f"{PREFIX}{names[root]}"},
    )
    return api, schemas.findings


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
