"""The suite of a consumer of messages."""

from collections.abc import Sequence

from counterfoil.compile.imports import import_block
from counterfoil.compile.suites.http import alias_of
from counterfoil.compile.suites.interactions import Test, skipped
from counterfoil.compile.suites.reads import Asserting, tree
from counterfoil.compile.suites.texts import about, module_text, test_names, tests_in
from counterfoil.compile.suites.types import Vocabulary, type_of
from counterfoil.compile.text import docstring, literal, stencil, stencil_text
from counterfoil.compile.types import Types
from counterfoil.engine.contracts import package_path
from counterfoil.model import Api, Direction, Expectations, Interaction

_STENCIL = "suites/messages.py.jinja"
_TAKEN = frozenset(
    {
        "CONTRACTS",
        "Events",
        "Messages",
        "Path",
        "events",
        "message",
        "messages",
        "models",
        "pytest",
        "shape",
    }
)


def message_suite(
    api: Api,
    expectations: Sequence[Expectations],
    vocabulary: Vocabulary,
    package: str,
    document: str,
    types: Types,
) -> str:
    """The text of the module, whose lines may be too long yet."""
    alias = alias_of(api, _TAKEN)
    root = types.of(api.root, Direction.RESPONSE).text
    asserting = Asserting(vocabulary, _TAKEN | {alias})
    interactions = [each for one in expectations for each in one.interactions]
    own = tests_in(stencil_text(_STENCIL))
    names = test_names((each.description for each in interactions), own)
    tests = [
        _test(name, each, asserting, root) for name, each in zip(names, interactions, strict=True)
    ]
    text = stencil(_STENCIL).render(
        docstring=module_text(api, expectations),
        alias=alias,
        drawn=docstring(f"Messages of {api.contract.title}, drawn from its schema.", 4),
        consumer=literal(expectations[0].consumer),
        contract=literal(api.contract.id),
        document=literal(document),
        tests=tests,
        literal=literal,
    )
    return text.replace("@IMPORTS@", "\n".join(_imports(text, api, alias, package)), 1)


def _test(name: str, interaction: Interaction, asserting: Asserting, root: str) -> Test:
    if interaction.ask is not None:
        why = "it is a request, and the contract describes a message"
        return skipped(name, interaction, why)
    type_ = type_of(root)
    lines = (
        *asserting.lines("message", type_, tree(interaction.use)),
        *asserting.members(type_, interaction.use),
    )
    return Test(name, interaction.description, about(interaction), lines)


def _imports(text: str, api: Api, alias: str, package: str) -> list[str]:
    client = ".".join([package, *package_path(api.contract), "client"])
    parent, _, name = client.rpartition(".")
    return import_block(
        [
            *(f"import {each}" for each in ("datetime", "uuid") if f"{each}." in text),
            "import pytest",
            "from pathlib import Path",
            f"from {parent} import {name} as {alias}",
            *([f"from {client} import models"] if "models." in text else []),
            f"from {package}._runtime.suites import Events, Messages",
        ]
    )
