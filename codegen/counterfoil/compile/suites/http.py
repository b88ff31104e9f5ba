"""The suite of a consumer of an HTTP API."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compile.client.credentials import CredentialArgument, credential_arguments
from counterfoil.compile.client.methods import Method
from counterfoil.compile.client.ways import Kind
from counterfoil.compile.imports import import_block
from counterfoil.compile.suites.calls import Called, Unsayable, error_statuses
from counterfoil.compile.suites.interactions import Writing
from counterfoil.compile.suites.reads import Asserting
from counterfoil.compile.suites.spelling import Speller
from counterfoil.compile.suites.texts import module_text, test_names, tests_in
from counterfoil.compile.suites.types import (
    Items,
    Named,
    Scalar,
    Type,
    Union,
    Values,
    Vocabulary,
    type_of,
)
from counterfoil.compile.text import docstring, literal, stencil, stencil_text
from counterfoil.engine.contracts import package_path
from counterfoil.engine.naming import identifier, unique
from counterfoil.engine.validators import Validators
from counterfoil.model import Api, Expectations

_STENCIL = "suites/http.py.jinja"
_TAKEN = frozenset("""
    CALLS CONTRACTS HASTY Iterator Path Provider Target answer asyncio call caught client
    contextlib datetime error fault found made models operation provider pytest pytest_generate_tests
    pytest_plugins pytestmark setup_function setup_module state status target teardown_function
    teardown_module time uuid
    """.split())  # noqa: SIM905 — a list this long is read as words
"""What names in a suite mean already, to Python or to pytest."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A documented error of an operation: its status, its exception, and the class of its body."""

    operation: str
    status: int
    error: str
    body: str

    @property
    def row(self) -> str:
        """As it stands among the parameters of a test."""
        return f"({literal(self.operation)}, {self.status}, {self.error}, {self.body})"


def http_suite(
    api: Api,
    expectations: Sequence[Expectations],
    vocabulary: Vocabulary,
    package: str,
    document: str,
    methods: Sequence[Method],
) -> str:
    """The text of the module, whose lines may be too long yet."""
    alias = alias_of(api, _TAKEN)
    writing = Writing(
        api,
        alias,
        tuple(methods),
        Speller(vocabulary, Validators(api)),
        Asserting(vocabulary, _TAKEN | {alias}, "not provider.is_stub"),
    )
    interactions = [each for one in expectations for each in one.interactions]
    own = tests_in(stencil_text(_STENCIL))
    names = test_names((each.description for each in interactions), own)
    tests = [writing.test(name, each) for name, each in zip(names, interactions, strict=True)]
    calls = _calls(writing, expectations)
    errors = [each for one in calls for each in _failing(one, alias, vocabulary)]
    credentials = credential_arguments(api)
    decoded = [each for each in calls if each.reads_json]
    keyed = [each for each in calls if each.takes_key]
    text = stencil(_STENCIL).render(
        docstring=module_text(api, expectations),
        alias=alias,
        at_target=docstring(f"{api.contract.title}, at the target of this run.", 4),
        contract=literal(api.contract.id),
        document=literal(document),
        credentials=[f"{each.name}={_credential(each)}" for each in credentials],
        tests=tests,
        calls=calls,
        errors=errors,
        decoded=decoded,
        of_decoded=_for_each(decoded),
        keyed=keyed,
        of_keyed=_for_each(keyed),
        smoke=min(
            (each for each in calls if each.method.way.kind is Kind.VALUE),
            key=lambda each: len(each.statement),
            default=None,
        ),
        deprecated=api.lifecycle.deprecated or any(each.method.deprecated for each in calls),
        literal=literal,
    )
    return text.replace("@IMPORTS@", "\n".join(_imports(text, api, alias, package)), 1)


def alias_of(api: Api, taken: Collection[str]) -> str:
    """What a suite calls the client's package: `orders`."""
    name = identifier(api.contract.name.rpartition("/")[2])
    return f"{name}_" if name in taken else name


def _calls(writing: Writing, expectations: Sequence[Expectations]) -> list[Called]:
    """Each operation that is used, once, as an interaction calls it: one that succeeds where there is."""
    interactions = [each for one in expectations for each in one.interactions if each.ask]
    found: dict[str, Called] = {}
    for each in sorted(interactions, key=lambda one: not 200 <= one.status < 300):
        try:
            called = writing.called(each)
        except Unsayable:
            continue
        found.setdefault(called.operation, called)
    order = [each.id for each in writing.api.operations]
    calls = sorted(found.values(), key=lambda each: order.index(each.method.operation.id))
    wanted = [_function_name(each.function) for each in calls]
    names = unique(wanted, _TAKEN | {writing.alias})
    return [
        Called(each.operation, name, each.description, each.method, each.said)
        for each, name in zip(calls, names, strict=True)
    ]


def _function_name(name: str) -> str:
    """A name under which pytest does not take a function for a test."""
    return f"call_{name}" if name.startswith("test") else name


def _failing(called: Called, alias: str, vocabulary: Vocabulary) -> Iterator[Failing]:
    for status, described in error_statuses(called.method):
        kinds = {each.type.text for each in described.content}
        body = (
            _class(type_of(kinds.pop()), vocabulary)
            if len(kinds) == 1
            else "object" if kinds else "type(None)"
        )
        yield Failing(called.operation, status, f"{alias}.{described.error}", body)


def _class(type_: Type, vocabulary: Vocabulary) -> str:
    """What a decoded value is an instance of."""
    match vocabulary.resolved(type_):
        case Named(name) if name in vocabulary.models:
            return f"models.{name}"
        case Items():
            return "list"
        case Values():
            return "dict"
        case Scalar("str" | "bytes" | "int" | "bool" as name):
            return name
        case Union() as union:
            members = [_class(each, vocabulary) for each in vocabulary.alternatives(union)]
            plain = [each for each in members if each.startswith("models.")]
            return f"({', '.join(plain)})" if len(plain) == len(members) else "object"
        case _:
            return "object"


def _credential(argument: CredentialArgument) -> str:
    given = "login" if argument.type.startswith("tuple") else "secret"
    return f"provider.{given}({literal(argument.scheme.id)})"


def _for_each(calls: Iterable[Called]) -> str:
    """The decorator that runs a test once for each operation."""
    rows = "".join(f"        {literal(each.operation)},\n" for each in calls)
    return f'@pytest.mark.parametrize(\n    "operation",\n    [\n{rows}    ],\n)'


def _imports(text: str, api: Api, alias: str, package: str) -> Iterable[str]:
    client = ".".join([package, *package_path(api.contract), "client"])
    parent, _, name = client.rpartition(".")
    statements = [
        f"import {each}"
        for each in ("asyncio", "contextlib", "datetime", "time", "uuid")
        if f"{each}." in text
    ]
    return import_block(
        [
            *statements,
            "import pytest",
            f"from collections.abc import {'Callable, ' if 'Callable[' in text else ''}Iterator",
            "from pathlib import Path",
            f"from {parent} import {name} as {alias}",
            *([f"from {client} import models"] if "models." in text else []),
            f"from {package}._runtime.suites import Provider, Target",
        ]
    )
