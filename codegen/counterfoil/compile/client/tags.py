"""The methods of a large client, a module for each tag."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.compile.client.methods import Method
from counterfoil.compile.models.modules import module_name
from counterfoil.compile.text import literal
from counterfoil.engine.naming import class_name, unique

MOST = 200
"""Methods; a client of more has them in a module for each tag, as far as there are several."""

_UNTAGGED = "untagged"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The methods whose operations have the same first tag."""

    module: str
    name: str
    """Of the class, after the flavour's prefix."""
    about: str
    methods: tuple[Method, ...]


def by_tag(methods: Sequence[Method]) -> tuple[Tagged, ...]:
    """The methods in groups, sorted by module; none where one module is enough for all."""
    found: dict[str, list[Method]] = {}
    for method in methods:
        found.setdefault(module_name(_tag(method) or _UNTAGGED), []).append(method)
    if len(methods) <= MOST or len(found) == 1:
        return ()
    modules = sorted(found)
    names = unique([f"{class_name(module)}Methods" for module in modules])
    return tuple(
        Tagged(module, name, _about(found[module]), tuple(found[module]))
        for module, name in zip(modules, names, strict=True)
    )


def _tag(method: Method) -> str:
    return next(iter(method.operation.tags), "")


def _about(methods: Sequence[Method]) -> str:
    # Tags that read the same share a module.
    tags = sorted({_tag(method) for method in methods})
    return " and ".join(f"tag {literal(tag)}" if tag else "no tag" for tag in tags)
