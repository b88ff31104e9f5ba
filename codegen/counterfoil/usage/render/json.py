"""Usage for programs."""

import json
from collections.abc import Sequence

from counterfoil.engine.render.plain import finite
from counterfoil.usage.document import document
from counterfoil.usage.graph import Graph
from counterfoil.usage.table import Usage


def render(usages: Sequence[Usage], graph: Graph) -> str:
    """One JSON value; `counterfoil.usage.document` says what is in it."""
    return json.dumps(finite(document(usages, graph)), indent=2, ensure_ascii=False) + "\n"
