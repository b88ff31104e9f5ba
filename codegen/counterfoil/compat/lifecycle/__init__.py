"""Whether what goes was announced, what was announced is kept, and versions rise as they should."""

from counterfoil.compat.lifecycle.applying import applied, version
from counterfoil.compat.lifecycle.contracts import added, gone, kinds, moved
from counterfoil.compat.lifecycle.farewells import Farewell, farewell
from counterfoil.compat.lifecycle.stability import stability
from counterfoil.compat.lifecycle.stages import (
    Stage,
    stage_at,
    stage_of_contract,
    stage_of_operation,
)
from counterfoil.compat.lifecycle.sunsets import staged
from counterfoil.compat.lifecycle.versions import Rise, rise_demanded, version_demanded

__all__ = [
    "Farewell",
    "Rise",
    "Stage",
    "added",
    "applied",
    "farewell",
    "gone",
    "kinds",
    "moved",
    "rise_demanded",
    "stability",
    "stage_at",
    "stage_of_contract",
    "stage_of_operation",
    "staged",
    "version",
    "version_demanded",
]
