"""Bad input, through the command line: one clear message, the right exit code, generated/ whole."""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from conftest import MINIMAL, Monorepo

HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\nx-owner: team-orders\n"
ORDERS = "contracts/orders/v1/openapi.yaml"
MESSAGE = "contracts/events/order-placed/v1/schema.json"
DEEP = 10_000
LONG = 10_000_000


@dataclass(frozen=True)
class Bad:
    """Files, and the one finding that they must lead to."""

    name: str
    files: Mapping[str, str | bytes]
    rule: str
    at: tuple[str, int, int]
    says: str


def bomb(levels: int) -> str:
    first = "x0: &x0 [x, x, x, x, x, x, x, x, x]\n"
    again = (
        f"x{level}: &x{level} [{', '.join([f'*x{level - 1}'] * 9)}]\n" for level in range(1, levels)
    )
    return first + "".join(again)


UNREADABLE = (
    Bad(
        "malformed YAML",
        {ORDERS: f"{HEAD}paths:\n  /orders: [\n"},
        "malformed-document",
        (ORDERS, 6, 1),
        "cannot be read",
    ),
    Bad(
        "tab as indentation",
        {ORDERS: f"{HEAD}paths:\n\t/orders: {{}}\n"},
        "malformed-document",
        (ORDERS, 5, 1),
        "cannot start any token",
    ),
    Bad(
        "malformed JSON",
        {MESSAGE: '{"type": "object",\n "properties": {"id": }}\n'},
        "malformed-document",
        (MESSAGE, 2, 23),
        "is not JSON",
    ),
    Bad("empty YAML", {ORDERS: ""}, "unknown-format", (ORDERS, 1, 1), "holds no object"),
    Bad("empty JSON", {MESSAGE: ""}, "malformed-document", (MESSAGE, 1, 1), "is not JSON"),
    Bad(
        "not UTF-8",
        {ORDERS: HEAD.replace("Orders", "Aufträge").encode("latin-1")},
        "malformed-document",
        (ORDERS, 2, 20),
        "is not UTF-8",
    ),
    Bad(
        "UTF-16",
        {MESSAGE: '{"type": "object"}'.encode("utf-16")},
        "malformed-document",
        (MESSAGE, 1, 1),
        "is not UTF-8",
    ),
    Bad(
        "two documents in one file",
        {ORDERS: f"{HEAD}---\n{HEAD}"},
        "malformed-document",
        (ORDERS, 4, 1),
        "a second begins",
    ),
    Bad(
        "tag that makes objects",
        {ORDERS: f'{HEAD}x-run: !!python/object/apply:os.system ["touch ran"]\n'},
        "malformed-document",
        (ORDERS, 4, 8),
        "tag",
    ),
    Bad(
        "10 MB in one line, malformed at its end",
        {MESSAGE: f'{{"type": "object", "description": "{"x" * LONG}" 1}}'},
        "malformed-document",
        (MESSAGE, 1, LONG + 38),
        "is not JSON",
    ),
    Bad(
        "alias bomb",
        {ORDERS: HEAD + bomb(12)},
        "alias-bomb",
        (ORDERS, 10, 15),
        "aliases",
    ),
    Bad(
        "alias of itself",
        {ORDERS: f"{HEAD}x-loop: &loop [*loop]\n"},
        "malformed-document",
        (ORDERS, 4, 16),
        "contains itself",
    ),
    Bad(
        "deep YAML in flow style",
        {ORDERS: f"{HEAD}x-deep: {'[' * DEEP}{']' * DEEP}\n"},
        "document-too-deep",
        (ORDERS, 4, 208),
        "nests more than 200",
    ),
    Bad(
        "deep YAML in block style",
        {ORDERS: HEAD + "".join(f"{' ' * depth}x:\n" for depth in range(1_000))},
        "document-too-deep",
        (ORDERS, 204, 201),
        "nests more than 200",
    ),
    Bad(
        "deep JSON",
        {MESSAGE: '{"items":' * DEEP + "{}" + "}" * DEEP},
        "document-too-deep",
        (MESSAGE, 1, 1),
        "nests more than 200",
    ),
    Bad(
        "two contracts with one name",
        {ORDERS: MINIMAL, ORDERS.replace(".yaml", ".yml"): MINIMAL},
        "duplicate-contract",
        (ORDERS.replace(".yaml", ".yml"), 1, 1),
        "same package",
    ),
    Bad(
        "two contracts with one package",
        {
            "contracts/order-lines/v1/openapi.yaml": MINIMAL,
            "contracts/order_lines/v1/openapi.yaml": MINIMAL,
        },
        "duplicate-contract",
        ("contracts/order_lines/v1/openapi.yaml", 1, 1),
        "same package",
    ),
)


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A monorepo with one sound contract, generated once and copied by each test."""
    made = Monorepo(tmp_path_factory.mktemp("sound") / "monorepo")
    made.write({"pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n'})
    made.write({"contracts/pings/v1/openapi.yaml": MINIMAL})
    done = made.run("generate")
    assert done.returncode == 0, done.stderr
    return made.root


@pytest.fixture
def monorepo(generated: Path, tmp_path: Path) -> Monorepo:
    shutil.copytree(generated, tmp_path / "monorepo")
    return Monorepo(tmp_path / "monorepo")


def put(made: Monorepo, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        (made.root / path).parent.mkdir(parents=True, exist_ok=True)
        (made.root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def tree(made: Monorepo) -> dict[str, str]:
    files = (path for path in (made.root / "generated").rglob("*") if path.is_file())
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}


def findings(made: Monorepo, *argv: str, code: int) -> list[dict[str, object]]:
    done = made.run(*argv, "--format", "json")
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


def cannot_run(made: Monorepo, *argv: str) -> str:
    done = made.run(*argv)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stderr


@pytest.mark.parametrize("bad", UNREADABLE, ids=lambda bad: bad.name)
def test_unreadable_contract_is_named_and_nothing_is_written(monorepo: Monorepo, bad: Bad) -> None:
    before = tree(monorepo)
    put(monorepo, bad.files)
    errors = [
        each for each in findings(monorepo, "generate", code=1) if each["severity"] == "error"
    ]
    assert [each["rule"] for each in errors] == [bad.rule]
    at = errors[0]["at"]
    assert isinstance(at, dict)
    assert (at["path"], at["line"], at["column"]) == bad.at
    assert bad.says in str(errors[0]["message"])
    assert errors[0]["fix"]
    assert tree(monorepo) == before
    assert not (monorepo.root / "ran").exists()


def test_the_same_problem_is_a_finding_of_lint(monorepo: Monorepo) -> None:
    put(monorepo, UNREADABLE[0].files)
    assert [each["rule"] for each in findings(monorepo, "lint", code=1)] == ["malformed-document"]


def test_byte_order_mark_is_noted_and_read_over(monorepo: Monorepo) -> None:
    put(monorepo, {ORDERS: b"\xef\xbb\xbf" + MINIMAL.encode()})
    found = findings(monorepo, "generate", code=0)
    assert [(each["rule"], each["severity"]) for each in found] == [("byte-order-mark", "note")]
    assert (monorepo.root / "generated/sample_contracts/orders/v1/client").is_dir()


def test_long_line_is_no_obstacle(monorepo: Monorepo) -> None:
    schema = {"type": "object", "x-owner": "me", "description": "x" * LONG}
    put(monorepo, {MESSAGE: json.dumps(schema)})
    assert findings(monorepo, "lint", code=0) == []


def test_pure_reference_cycle_is_named_with_everybody_in_it(monorepo: Monorepo) -> None:
    cycle = MINIMAL.replace(
        "Ping: {",
        "Pong: {$ref: '#/components/schemas/Peng'}\n    "
        "Peng: {$ref: '#/components/schemas/Pong'}\n    Ping: {",
    )
    put(monorepo, {ORDERS: cycle})
    errors = [each for each in findings(monorepo, "lint", code=1) if each["severity"] == "error"]
    assert [each["rule"] for each in errors] == ["reference-cycle"]
    assert "Peng" in str(errors[0]["message"]) and "Pong" in str(errors[0]["message"])


def beside(link: Callable[[dict[str, Any], int], dict[str, Any]], length: int) -> str:
    """A contract whose form and answer are each described by schemas that refer to the next one."""
    schemas: dict[str, Any] = {
        f"C{index}": link({"$ref": f"#/components/schemas/C{index + 1}"}, index)
        for index in range(length)
    }
    schemas[f"C{length}"] = {"type": "object", "properties": {"id": {"type": "string"}}}
    first = {"schema": {"$ref": "#/components/schemas/C0"}}
    operation = {
        "operationId": "place",
        "requestBody": {"content": {"application/x-www-form-urlencoded": first}},
        "responses": {"200": {"description": "It.", "content": {"application/json": first}}},
    }
    about = {"openapi": "3.1.0", "info": {"title": "Orders", "version": "1.0.0"}, "x-owner": "a"}
    parts = {"paths": {"/orders": {"post": operation}}, "components": {"schemas": schemas}}
    return json.dumps({**about, **parts})


@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
def test_chain_of_references_without_end_is_named(monorepo: Monorepo, keyword: str) -> None:
    chain = beside(lambda next_one, index: {keyword: [next_one, {"title": f"{index}"}]}, 400)
    put(monorepo, {ORDERS: chain})
    errors = [each for each in findings(monorepo, "lint", code=1) if each["severity"] == "error"]
    assert {each["rule"] for each in errors} >= {"reference-chain-too-long"}
    assert "more than 100" in str(errors[0]["message"])


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(lambda each, _: {"type": "object", "properties": {"n": each}}, id="fields"),
        pytest.param(lambda each, _: {"type": "array", "items": each}, id="lists"),
    ],
)
def test_deep_values_are_no_obstacle(
    monorepo: Monorepo, link: Callable[[dict[str, Any], int], dict[str, Any]]
) -> None:
    put(monorepo, {ORDERS: beside(link, 400)})
    assert all(
        each["rule"] != "reference-chain-too-long"
        for each in findings(monorepo, "generate", code=0)
    )


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(lambda each, _: {"properties": {"a": each, "b": each}}, id="fields"),
        pytest.param(lambda each, _: {"anyOf": [each, {"anyOf": [each]}]}, id="alternatives"),
        pytest.param(lambda each, _: {"allOf": [each, {"allOf": [each]}]}, id="parts"),
    ],
)
def test_ways_through_schemas_are_not_multiplied(
    monorepo: Monorepo, link: Callable[[dict[str, Any], int], dict[str, Any]]
) -> None:
    put(monorepo, {ORDERS: beside(link, 40)})
    # Whether it is done at all is the question: there are as many ways as a trillion.
    done = monorepo.run("lint")
    assert "Traceback" not in done.stderr and done.returncode in (0, 1)


def test_reference_that_leads_nowhere_changes_no_generated_type(monorepo: Monorepo) -> None:
    put(monorepo, {ORDERS: MINIMAL})
    findings(monorepo, "generate", code=0)
    before = tree(monorepo)
    put(monorepo, {ORDERS: MINIMAL.replace("schemas/Ping", "schemas/Pong")})
    errors = [
        each for each in findings(monorepo, "generate", code=1) if each["severity"] == "error"
    ]
    assert [each["rule"] for each in errors] == ["unresolved-reference"]
    assert tree(monorepo) == before


def test_contract_without_operations_is_no_success(monorepo: Monorepo) -> None:
    before = tree(monorepo)
    put(monorepo, {ORDERS: f"{HEAD}servers: [{{url: 'https://a.example'}}]\npaths: {{}}\n"})
    errors = [
        each for each in findings(monorepo, "generate", code=1) if each["severity"] == "error"
    ]
    assert [each["rule"] for each in errors] == ["no-operations"]
    assert tree(monorepo) == before


def test_no_contract_at_all_cannot_run(monorepo: Monorepo) -> None:
    before = tree(monorepo)
    shutil.rmtree(monorepo.root / "contracts" / "pings")
    said = cannot_run(monorepo, "generate")
    assert "no contracts found in contracts/" in said
    assert "counterfoil init" in said
    assert tree(monorepo) == before


@pytest.mark.parametrize(
    ("verb", "content", "says"),
    [
        ("generate", "{", "manifest"),
        ("generate", '{"artifacts": 7}', "manifest"),
        ("generate", '{"format": 999, "artifacts": {}}', "another version"),
        ("drift", '{"format": 999, "artifacts": {}}', "another version"),
    ],
)
def test_damaged_or_newer_manifest_stops_the_run(
    monorepo: Monorepo, verb: str, content: str, says: str
) -> None:
    (monorepo.root / "generated" / "manifest.json").write_text(content, "utf-8")
    put(monorepo, {ORDERS: MINIMAL})
    before = tree(monorepo)
    said = cannot_run(monorepo, verb)
    assert says in said
    assert "generated/manifest.json" in said
    assert tree(monorepo) == before


def test_full_disk_leaves_everything_as_it_was(monorepo: Monorepo) -> None:
    before = tree(monorepo)
    put(monorepo, {ORDERS: MINIMAL})
    done = subprocess.run(
        [sys.executable, "-m", "counterfoil", "-C", str(monorepo.root), "generate"],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "generated/" in done.stderr
    assert "nothing was changed" in done.stderr
    assert tree(monorepo) == before
    assert monorepo.run("generate").returncode == 0


@pytest.mark.skipif(not Path("/proc/sys").is_dir(), reason="needs a folder that nobody may write")
def test_read_only_folder_is_refused_with_the_remedy(monorepo: Monorepo) -> None:
    shutil.rmtree(monorepo.root / "generated")
    (monorepo.root / "generated").symlink_to("/proc/sys")
    said = cannot_run(monorepo, "generate")
    assert "generated/" in said
    assert "writable" in said


def test_file_in_the_folders_place_is_refused(monorepo: Monorepo) -> None:
    shutil.rmtree(monorepo.root / "generated")
    (monorepo.root / "generated").write_text("mine", "utf-8")
    assert "generated" in cannot_run(monorepo, "generate")
    assert (monorepo.root / "generated").read_text("utf-8") == "mine"


HOSTILE = (
    *("class", "import", "None", "match", "type", "_", "self", "cls", "print", "id", "Exception"),
    *("__init__", "__class__", "__dict__", "model_config", "model_fields", "BaseModel", "Any"),
    *("", " ", "!!!", "...", "---", "2fa", "größe", "名前", "\N{PILE OF POO}", "a\tb", "a\nb"),
    *("order-id", "order_id", "orderId", "OrderId", "ORDER ID"),
    *('x"; import os; os.system("touch ran"); "', "{{ 1111 * 1111 }}", "{% raise %}", "a\\", "'''"),
    *("models", "client", "server", "json", "datetime", "pydantic", "asyncio", "request"),
)
PAYLOAD = (
    '"""\nimport os; os.system("touch ran")\n"""\n'
    "''' {{ 1111 * 1111 }} {% include '/etc/passwd' %} {# gone #} \\N{BEL} \\x41 \\u0041 \\"
)
IMPORT_ALL = """
import importlib, pathlib, sys
sys.path.insert(0, "generated")
for path in sorted(pathlib.Path("generated").rglob("*.py")):
    parts = path.relative_to("generated").with_suffix("").parts
    importlib.import_module(".".join(parts).removesuffix(".__init__"))
"""


def hostile() -> dict[str, Any]:
    """Every hostile name in every position that becomes a name in generated code."""
    said = {"title": PAYLOAD, "description": PAYLOAD}
    record = {
        "type": "object",
        "properties": {name: {**said, "type": "string"} for name in HOSTILE},
    }
    operations = {
        f"/{number}": {
            "post": {
                "operationId": name,
                "summary": PAYLOAD,
                "description": PAYLOAD,
                "tags": [name],
                "parameters": [
                    {
                        "name": name,
                        "in": "query",
                        "description": PAYLOAD,
                        "schema": {"type": "string"},
                    }
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": f"#/components/schemas/S{number}"}}
                    }
                },
                "responses": {
                    "200": {
                        "description": PAYLOAD,
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Record"}}
                        },
                    },
                    "404": {
                        "description": PAYLOAD,
                        "content": {"application/json": {"schema": record}},
                    },
                },
            }
        }
        for number, name in enumerate(HOSTILE)
    }
    many = {
        "operationId": "many",
        "parameters": [
            {"name": name, "in": place, "schema": {"type": "integer", "default": number}}
            for place in ("query", "header", "cookie")
            for number, name in enumerate(HOSTILE)
            if name.strip()
        ],
        "responses": {"200": {"description": PAYLOAD}},
    }
    schemas = {name: {**said, "type": "object", "properties": {"a": {}}} for name in HOSTILE}
    schemas |= {f"S{number}": {**said, **record} for number, name in enumerate(HOSTILE)}
    schemas |= {
        "Record": {**said, **record},
        "Words": {"type": "string", "enum": [*HOSTILE, PAYLOAD], "default": PAYLOAD},
        "Constant": {"const": PAYLOAD, "pattern": '"""{{ 1111 * 1111 }}'},
    }
    schemas["Choice"] = {
        "oneOf": [{"$ref": f"#/components/schemas/S{number}"} for number in range(len(HOSTILE))],
        "discriminator": {
            "propertyName": HOSTILE[0],
            "mapping": {
                name: f"#/components/schemas/S{number}" for number, name in enumerate(HOSTILE)
            },
        },
    }
    secured = {
        "operationId": "secured",
        "security": [{name: []} for name in HOSTILE],
        "responses": {
            "200": {
                "description": PAYLOAD,
                "headers": {
                    name: {"schema": {"type": "string"}, "description": PAYLOAD} for name in HOSTILE
                },
                "content": {PAYLOAD: {"schema": {"type": "string"}}},
            },
        },
        "callbacks": {name: {PAYLOAD: {"post": {"responses": {}}}} for name in HOSTILE},
    }
    schemes = {
        name: {"type": "apiKey", "in": "header", "name": name, "description": PAYLOAD}
        for name in HOSTILE
    }
    paths = {**operations, "/many": {"get": many}, "/secured": {"get": secured}}
    paths["/statuses"] = {"get": {"operationId": "statuses", "responses": {PAYLOAD: said}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": PAYLOAD, "version": "1.0.0", "description": PAYLOAD},
        "servers": [{"url": "https://a.example"}, {"url": PAYLOAD}],
        "paths": {**paths, "/\"\"\"'''\\N{BEL}\n": {"get": {"responses": {}}}},
        "components": {"schemas": schemas, "securitySchemes": schemes},
    }


def test_nothing_in_a_contract_is_executed_or_breaks_out_of_its_string(monorepo: Monorepo) -> None:
    document = hostile()
    schema = document["components"]["schemas"]["Record"]
    put(
        monorepo,
        {
            "contracts/hostile/v1/openapi.json": json.dumps(document),
            "contracts/events/hostile/v1/schema.json": json.dumps(schema),
        },
    )
    done = monorepo.run("generate", "--format", "json")
    assert "Traceback" not in done.stderr, done.stderr
    left_out = [
        each["message"]
        for each in json.loads(done.stdout)["findings"]
        if each["rule"] in ("operation-left-out", "schema-left-out")
    ]
    assert len(left_out) == 1
    assert "GET /statuses is left out" in left_out[0]
    assert "Traceback" not in monorepo.run("lint").stderr
    run = [sys.executable, "-W", "error", "-c", IMPORT_ALL]
    imported = subprocess.run(run, cwd=monorepo.root, capture_output=True, text=True, check=False)
    assert imported.returncode == 0, imported.stderr
    assert not (monorepo.root / "ran").exists()
    code = "".join(
        path.read_text("utf-8")
        for path in (monorepo.root / "generated/sample_contracts/hostile").rglob("*.py")
    )
    assert "{{ 1111 * 1111 }}" in code
    assert "1234321" not in code, "a template was rendered"
    assert "{# gone #}" in code


def test_folders_may_have_names_that_python_keeps_for_itself(monorepo: Monorepo) -> None:
    names = ("class", "import", "2fa", "_runtime", "json", "größe", "events/match", "a-b.c", "...x")
    put(monorepo, {f"contracts/{name}/v1/openapi.yaml": MINIMAL for name in names})
    assert findings(monorepo, "generate", code=0) == []
    run = [sys.executable, "-W", "error", "-c", IMPORT_ALL]
    imported = subprocess.run(run, cwd=monorepo.root, capture_output=True, text=True, check=False)
    assert imported.returncode == 0, imported.stderr
