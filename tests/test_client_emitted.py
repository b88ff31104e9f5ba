"""What the client emitter writes, looked at without calling it."""

import ast
import inspect
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from client_packages import CASE, compile_case, import_client, load_case, write_package
from counterfoil.compile.formatting import formatted
from counterfoil.compile.tidy import tidy
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api

NASTY = 'a"""b\\n{{ 7 }}{% x %}\x00\x1b\u202e\u2028"\'\\'


def api_of(tmp_path: Path, text: str) -> Api:
    """The normal form of a contract in a file of its own."""
    path = tmp_path / "openapi.yaml"
    path.write_text(text)
    (bundle,) = load_file(path, tmp_path).bundles
    return bundle.api


def operation(path: str, operation_id: str, rest: str = "") -> str:
    """One operation in YAML."""
    return f"  {path}: {{ get: {{ operationId: {operation_id}, {rest} responses: {{ '204': {{ description: Done. }} }} }} }}\n"


def contract(*operations: str) -> str:
    """A contract in YAML."""
    return "openapi: 3.1.0\ninfo: { title: Odd, version: 1.0.0 }\npaths:\n" + "".join(operations)


def methods_of(client: type) -> list[str]:
    """The names of the methods that a class adds itself."""
    return [name for name in vars(client) if not name.startswith("_")]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_client(tmp_path_factory.mktemp("client"))


def test_every_public_name_is_there_and_sorted(parts: ModuleType) -> None:
    assert parts.__all__ == sorted(parts.__all__)
    assert all(hasattr(parts, name) for name in parts.__all__)


def test_sync_and_async_offer_the_same_operations(parts: ModuleType) -> None:
    assert methods_of(parts.Client) == methods_of(parts.AsyncClient)
    for name in methods_of(parts.Client):
        sync, asynchronous = getattr(parts.Client, name), getattr(parts.AsyncClient, name)
        assert list(inspect.signature(sync).parameters) == list(
            inspect.signature(asynchronous).parameters
        )
        assert inspect.getdoc(sync) == inspect.getdoc(asynchronous)


def test_a_docstring_says_what_a_caller_must_know(parts: ModuleType) -> None:
    text = inspect.getdoc(parts.Client.get_part) or ""
    assert text.startswith('Reads a part\n\nIt says """hello""", \\n, {{ 7 * 7 }}, {% raw %}')
    assert "    wait: How long to wait. Unit: seconds.\n" in text
    assert "    NotFoundError: 404: There is no such part.\n" in text
    assert text.endswith("`GET /parts/{part_id}` in openapi.yaml.")


def test_what_has_two_kinds_of_answer_has_two_methods(parts: ModuleType) -> None:
    assert {"list_parts", "list_parts_stream"} <= set(methods_of(parts.Client))


def test_an_operation_that_cannot_be_expressed_is_left_out_and_named() -> None:
    (finding,) = compile_case().findings
    assert finding.rule == "operation-left-out"
    assert finding.message == (
        "client v1 GET /teapot/{kind} is left out of the client: its path parameter `kind` has the "
        "style `deepObject`, which a path cannot have (it can have label, matrix, simple)"
    )
    assert (finding.at.path, finding.at.line) == ("openapi.yaml", 146)


def test_the_order_of_components_changes_nothing() -> None:
    api = load_case()
    turned = replace(
        api,
        components=dict(reversed(api.components.items())),
        security_schemes=dict(reversed(api.security_schemes.items())),
    )
    assert compile_case(turned) == compile_case(api)


def test_modules_are_as_black_writes_them() -> None:
    for artifact in compile_case().artifacts:
        assert tidy(artifact.content) == formatted(artifact.content), artifact.path


def test_text_of_a_contract_never_becomes_code(tmp_path: Path) -> None:
    api = load_case()
    original = api.operations[0]
    parameters = tuple(
        replace(each, name=each.name if each.location == "path" else f"{each.name}{NASTY}")
        for each in original.parameters
    )
    nasty = replace(
        original,
        summary=NASTY,
        description=NASTY,
        deprecated=True,
        sunset=NASTY,
        parameters=tuple(replace(each, description=NASTY) for each in parameters),
        responses=tuple(replace(each, description=NASTY) for each in original.responses),
    )
    schemes = {name: replace(each, name=NASTY) for name, each in api.security_schemes.items()}
    odd = replace(api, title=NASTY, operations=(nasty,), security_schemes=schemes)
    for artifact in compile_case(odd).artifacts:
        tree = ast.parse(artifact.content)
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        known = {"ApiKey", "Authorization", "Basic", "Contract", "OAuth2", "Operation", "Parameter"}
        known |= {"Reply", "Retry", "Timeouts", "deprecated", "setup", "super"}
        loading = {"AttributeError", "getattr", "globals", "import_module", "sorted"}
        assert called <= (loading if artifact.path.endswith("__init__.py") else known)
    client = import_client(tmp_path, odd)
    assert NASTY in client.Client.get_part.__doc__


def test_names_never_hide_what_a_client_needs(tmp_path: Path) -> None:
    text = contract(
        *(
            operation(f"/{number}", f'"{name}"')
            for number, name in enumerate(
                [
                    "raw",
                    "close",
                    "models",
                    "operations",
                    "class",
                    "list",
                    "__init__",
                    "?",
                    "get X",
                    "getX",
                    "日本",
                ]
            )
        )
    )
    client = import_client(tmp_path, api_of(tmp_path, text))
    names = methods_of(client.Client)
    assert len(set(names)) == 11
    assert not {"raw", "close", "models", "operations", "class", "list"} & set(names)
    assert callable(client.Client.raw)


def test_arguments_never_collide(tmp_path: Path) -> None:
    names = ["self", "body", "content_type", "operations", "a-b", "a_b", "class", "None", "!"]
    parameters = ", ".join(
        f'{{ name: "{name}", in: query, schema: {{ type: string }} }}' for name in names
    )
    text = contract(operation("/a", "a", f"parameters: [{parameters}],"))
    client = import_client(tmp_path, api_of(tmp_path, text))
    taken = list(inspect.signature(client.Client.a).parameters)
    assert taken[0] == "self"
    assert len(set(taken)) == len(names) + 1


def test_a_contract_without_operations_or_servers_still_has_a_client(tmp_path: Path) -> None:
    text = "openapi: 3.1.0\ninfo: { title: Empty, version: 1.0.0 }\nservers: [{ url: /v1 }]\npaths: {}\n"
    client = import_client(tmp_path, api_of(tmp_path, text))
    assert methods_of(client.Client) == []
    with pytest.raises(TypeError, match="base_url"):
        client.Client()


def test_a_deprecated_contract_warns_whoever_makes_a_client(tmp_path: Path) -> None:
    text = contract(operation("/a", "a")) + (
        "deprecated: true\nx-sunset: '2031-01-31'\nx-successor: odd/v2\n"
    )
    api = api_of(tmp_path, text)
    lifecycle = replace(api.lifecycle, deprecated=True, sunset="2031-01-31", successor="odd/v2")
    client = import_client(tmp_path, replace(api, lifecycle=lifecycle))
    with pytest.warns(DeprecationWarning, match="gone after 2031-01-31; use odd/v2") as caught:
        client.Client("http://localhost")
    assert caught[0].filename == __file__


@pytest.mark.slow
def test_generated_clients_satisfy_type_checkers(tmp_path: Path) -> None:
    write_package(tmp_path, compile_case(), "generated")
    shutil.copy(CASE / "usage.py", tmp_path)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    mypy = ["mypy", "--strict", "--no-error-summary", "-p", "generated.client", "-m", "usage"]
    pyright = ["basedpyright", "--pythonpath", sys.executable, "generated/client", "usage.py"]
    for command in (mypy, pyright):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
