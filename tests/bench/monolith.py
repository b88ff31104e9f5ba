"""The modules of a package of models as one module, for comparison."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path


def write_monolith(client: Path) -> Path:
    """Writes `_monolith.py` beside the models of a client: the same classes, in one module."""
    target = client / "_monolith.py"
    single = client / "models.py"
    target.write_text(single.read_text("utf-8") if single.is_file() else _joined(client / "models"))
    return target


def _joined(package: Path) -> str:
    modules = {path.stem: path.read_text("utf-8") for path in sorted(package.glob("*.py"))}
    del modules["__init__"]
    needs = {name: {*_siblings(text)} & modules.keys() for name, text in modules.items()}
    order = [*TopologicalSorter(needs).static_order()]
    imports = sorted({line for text in modules.values() for line in _imports(text)})
    future = "from __future__ import annotations"
    first = [future] if future in imports else []
    others = [line for line in imports if line != future]
    bodies = ("\n\n\n".join(_body(modules[name])) for name in order)
    return "\n".join((*first, *others)) + "\n\n\n" + "\n\n\n".join(bodies) + "\n"


def _siblings(text: str) -> Iterator[str]:
    """The modules beside it that it imports."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module] if node.module else [each.name for each in node.names]


def _imports(text: str) -> Iterator[str]:
    """What it imports from elsewhere, as seen from one folder above."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.level > 1:
            yield ast.unparse(ast.ImportFrom(node.module, node.names, node.level - 1))
        elif isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level):
            yield ast.unparse(node)


def _body(text: str) -> Iterator[str]:
    """The statements that are its own."""
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        decorators = node.decorator_list if isinstance(node, ast.ClassDef) else []
        first = min([node.lineno, *(each.lineno for each in decorators)])
        yield "\n".join(lines[first - 1 : node.end_lineno])
