"""Where a module of a generated client stands, and what it imports from around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterfoil.compile.imports import uses
from counterfoil.compile.types import TypeExpr


@dataclass(frozen=True, slots=True)
class Home:
    """The way from a module to the runtime, and to the client's own package."""

    runtime: str
    """`...._runtime`."""
    package: str = "."

    @property
    def inside(self) -> "Home":
        """The way from a package in the client's."""
        return Home(f".{self.runtime}", f".{self.package}")

    def from_runtime(self, names: Mapping[str, Sequence[str]]) -> list[str]:
        """The imports of names by the modules of the runtime that have them."""
        return [
            f"from {self.runtime}.{module} import {', '.join(found)}"
            for module, found in names.items()
            if found
        ]

    def models(self, types: Iterable[TypeExpr]) -> list[str]:
        """The import of the models, where types are written with them."""
        return [f"from {self.package} import models"] if uses(types, "models.") else []
