"""Large contracts have a package of models: nothing is loaded but what is used, and nothing else differs."""

import ast
import datetime
import graphlib
import pickle
import subprocess
import sys
import typing
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiled import Compiled, compile_monorepo
from conftest import Monorepo
from corpus import DOCUMENTS, Document
from counterfoil.compile.models import (
    Models,
    client_classes,
    emit_client_models,
    emit_server_models,
    prepare,
    server_classes,
)
from counterfoil.compile.models.classes import Classes
from counterfoil.compile.models.modules import circles, module_name
from counterfoil.compile.models.writing import CLIENT_SIDE, SERVER_SIDE, Side, one_module
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Artifact
from large_contract import large_contract, large_document, record
from suites import suites_of

CONTRACT = "contracts/shop/v1/openapi.yaml"
MADE = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
Emit = Callable[[Models, str], tuple[Artifact, ...]]
SIDES: Mapping[Side, tuple[Emit, Callable[[Models], Classes]]] = {
    CLIENT_SIDE: (emit_client_models, client_classes),
    SERVER_SIDE: (emit_server_models, server_classes),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    root = tmp_path_factory.mktemp("shop")
    (root / CONTRACT).parent.mkdir(parents=True)
    (root / CONTRACT).write_text(large_contract(), "utf-8")
    return compile_monorepo(root)


@pytest.fixture(scope="module")
def client(shop: Compiled) -> ModuleType:
    return shop.module("client.models", shop.bundles[0])


@pytest.fixture(scope="module")
def server(shop: Compiled) -> ModuleType:
    return shop.module("server.models", shop.bundles[0])


def loaded(shop: Compiled, program: str) -> list[str]:
    """The modules of the shop that a process of its own has loaded after a program."""
    inside = f"{shop.package}.shop.v1."
    ending = f"import sys; print(*(each for each in sys.modules if each.startswith({inside!r})))"
    text = f"{program.replace('SHOP.', inside)}\n{ending}"
    command = [sys.executable, "-W", "error", "-c", text]
    ran = subprocess.run(command, cwd=shop.folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return [each.removeprefix(inside) for each in ran.stdout.split()]


def classes_in(texts: list[str]) -> dict[str, str]:
    """Name → source of every class and alias."""
    found: dict[str, str] = {}
    for text in texts:
        for node in ast.parse(text).body:
            match node:
                case ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
                    assert name not in found
                    found[name] = ast.unparse(node)
    return found


def siblings_of(text: str) -> set[str]:
    """The modules beside it that a module of a package imports from."""
    return {
        node.module
        for node in ast.parse(text).body
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module
    }


def test_importing_a_client_touches_no_model_and_no_other_client(shop: Compiled) -> None:
    found = loaded(shop, "from SHOP.client import Client; Client()")
    assert "client.sync_client" in found
    assert "client.async_client" not in found
    assert not [each for each in found if "models." in each]


def test_a_model_brings_what_it_refers_to_and_nothing_else(shop: Compiled) -> None:
    found = loaded(shop, "from SHOP.client.models import Dog; Dog(name='Rex')")
    assert {each for each in found if "models." in each} == {
        "client.models.dog",
        "client.models.pet",
    }


def test_a_call_brings_the_models_of_its_operation(shop: Compiled) -> None:
    program = """
import httpx2
from SHOP.client import Client, models
walked = lambda request: httpx2.Response(200, json={"dog": {"name": "Rex"}, "json": ["a", ["b"]]})
client = Client(transport=httpx2.MockTransport(walked))
answer = client.walk_dog()
assert type(answer.dog) is models.Dog and answer.json_ == ["a", ["b"]], answer
"""
    found = {each for each in loaded(shop, program) if "models." in each}
    wanted = {"walk_dog", "dog", "pet", "json"}
    assert found == {f"client.models.{each}" for each in wanted}


def test_both_sides_read_what_the_other_one_writes(client: ModuleType, server: ModuleType) -> None:
    line = client.OrderLinesItem(sku="A", state=client.OrderLinesItemState.OPEN)
    paid = client.CashPayment(kind="cash", coins=["1", ["2"]])
    customer = client.CustomerRequest(name="Ann", orders=[])
    order = client.OrderRequest(lines=[line], payment=paid, customer=customer, placed=MADE)
    taken = server.OrderRequest.model_validate_json(order.model_dump_json())
    assert taken.payment.coins == ["1", ["2"]]
    sent = server.Order.model_validate({**taken.model_dump(mode="json"), "id": 7})
    back = client.Order.model_validate_json(sent.model_dump_json())
    assert (back.id, back.placed, back.mood, type(back.payment)) == (
        7,
        MADE,
        "calm",
        client.CashPayment,
    )
    unknown = client.Order.model_validate({"id": 1, "payment": {"kind": "shells", "number": 3}})
    assert unknown.payment.number == 3
    with pytest.raises(ValueError, match="sku"):
        server.Order.model_validate({"id": 1, "lines": [{"sku": "a"}]})


@pytest.mark.parametrize("side", ["client", "server"])
def test_every_name_is_there_as_in_any_module(
    side: str, request: pytest.FixtureRequest, shop: Compiled
) -> None:
    models = request.getfixturevalue(side)
    assert len(models.__all__) > 200
    assert set(models.__all__) <= set(dir(models))
    for name in models.__all__:
        found = getattr(models, name)
        assert found is vars(models)[name]
        if isinstance(found, type):
            typing.get_type_hints(found)
            assert pickle.loads(pickle.dumps(found)) is found
    with pytest.raises(AttributeError, match=r"models' has no attribute 'Nothing'"):
        models.Nothing  # noqa: B018 — to be asked for is all
    names: dict[str, object] = {}
    exec(f"from {models.__name__} import *", names)
    assert set(models.__all__) <= set(names)


def test_a_model_is_pickled_by_its_own_module(client: ModuleType) -> None:
    dog = client.Dog(name="Rex", barks=True)
    assert pickle.loads(pickle.dumps(dog)) == dog


def test_annotations_of_clients_can_be_evaluated(shop: Compiled, client: ModuleType) -> None:
    calls = shop.module("client", shop.bundles[0]).Client
    assert typing.get_type_hints(calls.put_order)["body"] is client.OrderRequest


@pytest.mark.parametrize("side", ["client", "server"])
def test_modules_are_called_as_what_they_hold(side: str, shop: Compiled) -> None:
    folder = shop.folder / shop.package / "shop/v1" / side / "models"
    names = {each.stem for each in folder.glob("*.py")}
    texts = {name: (folder / f"{name}.py").read_text("utf-8") for name in names}
    held = {name: set(classes_in([text])) for name, text in texts.items()}
    assert held["foo"] == {"FOO", "Foo"}
    assert held["aux_"] == {"AUX"}
    assert held["class_"] == {"Class"}
    assert {"WalkDogRequest", "WalkDogRequestPace", "WalkDogResponse200"} < held["walk_dog"]
    assert {"ProblemResponse", "ProblemResponseWhy"} < held["problem_response"]
    # They need each other, so they are one.
    assert {"Order", "Customer", "OrderLinesItem"} < held["customer"]
    assert "order" not in names
    assert all(name.isascii() and name == name.lower() and len(name) < 70 for name in names)
    needs = {name: siblings_of(text) for name, text in texts.items() if name != "__init__"}
    assert [*graphlib.TopologicalSorter(needs).static_order()]


def test_one_more_schema_changes_its_own_module_and_the_list(tmp_path: Path) -> None:
    document = large_document()
    before = texts_of(api_of(tmp_path, document))
    document["components"]["schemas"] = {
        "A": record(),
        "Foobar": record(),
        **document["components"]["schemas"],
    }
    document["components"]["schemas"]["Pet"]["properties"]["age"] = {"type": "integer"}
    after = texts_of(api_of(tmp_path, document))
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path.rpartition("/")[2] for path in changed} == {
        "__init__.py",
        "a.py",
        "foobar.py",
        "pet.py",
    }


def api_of(folder: Path, document: object) -> Api:
    """The normal form of an OpenAPI description."""
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    return load_file(path, folder).bundles[0].api


def texts_of(api: Api) -> dict[str, str]:
    """Path → text of the models of both sides."""
    models = prepare(api)
    made = [*emit_client_models(models, "shop"), *emit_server_models(models, "shop")]
    return {each.path: each.content for each in made if "/models" in each.path}


def differing(api: Api) -> dict[str, str]:
    """The classes that a package of models has otherwise than one module does, by side and name."""
    models = prepare(api)
    found: dict[str, str] = {}
    for side, (emit, classes) in SIDES.items():
        whole = one_module(api, tuple(classes(models).blocks()), "shop", side)
        apart = [each.content for each in emit(models, "shop") if "/models" in each.path]
        one, many = classes_in([whole.content]), classes_in(apart)
        names = {name for name in one | many if one.get(name) != many.get(name)}
        found |= {f"{side.folder} {name}": many.get(name, "") for name in names}
    return found


def test_classes_are_those_of_one_module(tmp_path: Path) -> None:
    assert differing(api_of(tmp_path, large_document())) == {}


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
def test_classes_of_public_contracts_are_those_of_one_module(document: Document) -> None:
    (bundle,) = load_file(document.path, document.path.parent).bundles
    assert differing(bundle.api) == {}


@pytest.mark.slow
def test_a_suite_of_a_large_contract_holds(monorepo: Callable[..., Monorepo]) -> None:
    expectations = """
consumer: walker
interactions:
  - description: A walk
    request: {operation: walkDog, body: {dog: {name: Rex, barks: true}, pace: {sku: A, state: open}}}
    response: {status: 200, reads: [/dog/name, /dog/barks, /json]}
  - description: An order
    request: {operation: putOrder, path: {id: 7}, body: {payment: {kind: cash, coins: [a]}}}
    response: {status: 200, reads: [/lines/*/sku, /payment/kind], members: {/mood: [calm]}}
"""
    made = monorepo(
        {CONTRACT: large_contract(), "contracts/shop/v1/expectations/walker.yaml": expectations}
    )
    ran = made.run("generate")
    assert ran.returncode == 0, ran.stdout
    text = (made.root / "generated/tests/walker/test_shop_v1.py").read_text("utf-8")
    assert "models.WalkDogRequest(" in text
    assert "models.Mood" in text
    assert suites_of(made).failed == []
    (made.root / "generated/mypy.ini").write_text("[mypy]\nstrict = true\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "tests", "sample_contracts"]
    checked = subprocess.run(
        command, cwd=made.root / "generated", capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_type_checkers_see_every_model(checker: str, shop: Compiled, tmp_path: Path) -> None:
    usage = f"""
from {shop.package}.shop.v1.client import Client, models
from {shop.package}.shop.v1.client.models import Dog, Order, Pet

def walk(client: Client) -> Pet | None:
    return client.walk_dog().dog

def wrong(client: Client) -> int:
    return client.walk_dog().dog  # error

def names(order: Order) -> list[str]:
    return [each.sku for each in order.lines or []] + [models.Nothing]  # error
"""
    (tmp_path / "usage.py").write_text(usage, "utf-8")
    (tmp_path / shop.package).symlink_to(shop.folder / shop.package)
    strict = ["--strict"] if checker == "mypy" else ["--pythonpath", sys.executable]
    command = [sys.executable, "-m", checker, *strict, "usage.py"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    wrong = [line for line in ran.stdout.splitlines() if "error:" in line or "- error" in line]
    lines = [number for number, line in enumerate(usage.splitlines(), 1) if "# error" in line]
    assert len(wrong) == 2, ran.stdout
    assert all(f":{number}:" in line for number, line in zip(lines, wrong, strict=True))


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_of_modules_are_names_on_every_system(one: str, other: str) -> None:
    name = module_name(one)
    assert name.isidentifier() and name.isascii() and name == name.lower() and len(name) < 70
    assert name not in ("aux", "con", "nul", "prn", "com1", "lpt9", "class", "import")
    assert (name == module_name(other)) or name.casefold() != module_name(other).casefold()


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"))))
def test_circles_are_what_reaches_each_other(needs: dict[str, set[str]]) -> None:
    given = {each: needs.get(each, set()) for each in "abcdefg"}
    reached = {name: {name} for name in given}
    for _ in given:
        reached = {
            name: found.union(*(given[each] for each in found)) for name, found in reached.items()
        }
    wanted = {
        frozenset(other for other in reached[name] if name in reached[other]) for name in given
    }
    found = [frozenset(each) for each in circles(given)]
    assert set(found) == wanted
    assert sorted(chain.from_iterable(found)) == sorted(given)
