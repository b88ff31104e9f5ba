"""The modules of one side's classes: `models.py`, or a package `models/` where there are many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.models.classes import Block
from counterfoil.compile.models.modules import arranged, wishes
from counterfoil.compile.source import items, write
from counterfoil.compile.text import docstring, literal, stencil
from counterfoil.engine.contracts import package_path
from counterfoil.model import Api, Artifact, Component, Contract

MOST = 200
"""Components; a contract of more gets a package, whose modules are loaded on first use.

To import that many classes takes a program a tenth of a second.
"""

_TYPING = ("Annotated", "Any", "Literal")
_RUNTIME = frozenset("""
    ClosedModel Closest ContractModel HasFormat IntEnum JudgedModel Listed Maybe Nullable SchemaRule StrEnum
    StrictBool StrictDate StrictDateTime StrictFloat StrictInt StrictStr StrictUuid TaggedBy
    TextPattern UnknownBranch
    """.split())  # noqa: SIM905 — a list this long is read as words


@dataclass(frozen=True, slots=True)
class Side:
    """What tells the models of clients from those of servers."""

    folder: str
    runtime: str
    """The module that their types come from."""
    about: str


CLIENT_SIDE = Side(
    "client", "reading", "as its clients read and write them: unknown values are kept"
)
SERVER_SIDE = Side("server", "exact", "as its provider accepts and sends them: exactly")


def write_models(
    api: Api, components: Mapping[str, Component], blocks: Sequence[Block], package: str, side: Side
) -> tuple[Artifact, ...]:
    """The modules of the classes; `components` are those that the classes were made of."""
    if len(blocks) <= MOST:
        return (one_module(api, blocks, package, side),)
    return many_modules(api, components, blocks, package, side)


def one_module(api: Api, blocks: Sequence[Block], package: str, side: Side) -> Artifact:
    """`models.py`."""
    folders = [package, *package_path(api.contract), side.folder]
    text = _module(_about(api.contract, side), blocks, _Home("." * len(folders), ".", side.runtime))
    return Artifact("/".join([*folders, "models.py"]), text, emitter="models")


def many_modules(
    api: Api, components: Mapping[str, Component], blocks: Sequence[Block], package: str, side: Side
) -> tuple[Artifact, ...]:
    """`models/__init__.py` and the modules that it loads."""
    parts = arranged(blocks, wishes(api, components))
    homes = {block.name: name for name, each in parts.items() for block in each}
    part = Part(api.contract, package, side)
    modules = (part.module(name, each, homes) for name, each in parts.items())
    return (part.index(homes), *modules)


@dataclass(frozen=True, slots=True)
class Part:
    """The package `models/` of one side of a contract."""

    contract: Contract
    package: str
    side: Side

    def path(self, module: str) -> str:
        """Where a module of it is."""
        return "/".join([*self._folders, f"{module}.py"])

    def module(self, name: str, blocks: Sequence[Block], homes: Mapping[str, str]) -> Artifact:
        """One module; `homes` tells the module of every component that its classes use."""
        told = f"Schemas of {self.contract.title}, some of those that `models` offers."
        home = _Home("." * len(self._folders), "..", self.side.runtime)
        text = _module(told, blocks, home, _siblings(name, blocks, homes))
        return Artifact(self.path(name), text, emitter="models")

    def index(self, homes: Mapping[str, str]) -> Artifact:
        """`__init__.py`, from the module of every component."""
        text = _package(_about(self.contract, self.side), homes)
        return Artifact(self.path("__init__"), text, emitter="models")

    @property
    def _folders(self) -> list[str]:
        return [self.package, *package_path(self.contract), self.side.folder, "models"]


def _about(contract: Contract, side: Side) -> str:
    return f"Schemas of {contract.title}, {side.about}."


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a module finds what it is made of: the dots of imports from the top, and from the side."""

    top: str
    side: str
    runtime: str


def _module(about: str, blocks: Sequence[Block], home: _Home, siblings: Iterable[str] = ()) -> str:
    return stencil("models.py.jinja").render(
        docstring=docstring(about, 0),
        imports=[*_imports(blocks, home), *siblings],
        # Two blank lines around classes; what is assigned comes one after the imports.
        gap="" if blocks and not blocks[0].text.startswith("class ") else "\n",
        body="\n\n\n".join(block.text for block in blocks),
    )


def _imports(blocks: Sequence[Block], home: _Home) -> list[str]:
    """The import lines of the names that stand in the code of the blocks, sorted as isort has them."""
    used = frozenset(chain.from_iterable(block.words for block in blocks))
    lines = [f"import {name}" for name in ("datetime", "uuid") if name in used]
    typing = [name for name in _TYPING if name in used]
    lines += [f"from typing import {', '.join(typing)}"] if typing else []
    lines += [""] if lines else []
    third = ["from pydantic import Field"] if "Field" in used else []
    third += ["from typing_extensions import TypeAliasType"] if "TypeAliasType" in used else []
    lines += [*third, ""] if third else []
    names = sorted(used & _RUNTIME)
    own = [f"from {home.top}_runtime.{home.runtime} import {', '.join(names)}"] if names else []
    own += [f"from {home.side}_schemas import CHECKS"] if "CHECKS" in used else []
    return [*lines, *own] if own else lines[:-1]


def _siblings(name: str, blocks: Sequence[Block], homes: Mapping[str, str]) -> Iterator[str]:
    """The imports of what a module uses of its siblings."""
    used = {each for block in blocks for each in block.uses if homes[each] != name}
    found: dict[str, list[str]] = {}
    for each in sorted(used):
        found.setdefault(homes[each], []).append(each)
    for module, names in sorted(found.items()):
        yield _import(module, names, 0)


def _package(about: str, homes: Mapping[str, str]) -> str:
    """`models/__init__.py`: nothing is loaded but what is asked for, and type checkers see all."""
    names: dict[str, list[str]] = {module: [] for module in sorted(set(homes.values()))}
    for name in sorted(homes):
        names[homes[name]].append(name)
    return stencil("models_package.py.jinja").render(
        docstring=docstring(about, 0),
        imports=[
            _import(module, [f"{each} as {each}" for each in some], 4)
            for module, some in names.items()
        ],
        homes=[
            f"{literal(module)}: {_tuple(some, len(module) + 4)}" for module, some in names.items()
        ],
    )


def _import(module: str, names: Sequence[str], indent: int) -> str:
    """One import statement, as black writes it."""
    line = f"from .{module} import {', '.join(names)}"
    if indent + len(line) <= WIDTH:
        return line
    margin = " " * indent
    inside = "".join(f"{margin}    {name},\n" for name in names)
    return f"from .{module} import (\n{inside}{margin})"


def _tuple(names: Sequence[str], before: int) -> str:
    """A tuple of texts as the value of a dict's key, as black writes it."""
    return write(items(map(literal, names)), 8, before, 1)
