"""Stubs keep the contracts that they play: verify finds nothing on any of them, whatever the contract."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import ROOT
from corpus import CORPUS, DOCUMENTS
from counterfoil.engine.contracts import load_file
from counterfoil.engine.resources import infer
from counterfoil.model import Bundle, CannotRun, Severity
from counterfoil.stub.app import Stub
from counterfoil.stub.settings import Settings as Playing
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.settings import Settings

QUICK = ("petstore20", "petstore20-multi", "petstore30", "train-travel", "uspto", "tags32")
LONG = {"spotify": 36, "digitalocean": 5, "openai": 5, "kubernetes": 2, "github-rest": 2}
"""Requests for each operation: most of these have hundreds."""
CONTRACTS = sorted(path.parent for path in ROOT.glob("contracts/*/*/openapi.yaml"))
SECRET = "counterfoil:secret"


def of_corpus(name: str) -> Bundle:
    path = next(each.path for each in DOCUMENTS if each.name == name)
    return load_file(path, CORPUS).bundles[0]


def credentials(bundle: Bundle) -> Mapping[str, str]:
    return dict.fromkeys(bundle.api.security_schemes, SECRET)


def examined(bundle: Bundle, requests: int = 36) -> Examined:
    """What verify says of a stub that knows what there is, and who may ask."""
    known = credentials(bundle)
    stub = Stub([bundle], Playing(credentials=known, only_known=True))
    return examine(bundle, stub.reply_to, Settings(requests=requests, credentials=known))


def errors(found: Examined) -> list[str]:
    # Of some refusals a contract says nothing, and even its stub has to answer something.
    told = [each for each in found.findings if each.rule != "undocumented-refusal"]
    return [f"{each.rule}: {each.message}" for each in told]


@pytest.mark.parametrize("folder", CONTRACTS, ids=lambda folder: "/".join(folder.parts[-2:]))
def test_stubs_of_the_reference_contracts_keep_them(folder: Path) -> None:
    found = examined(load_file(folder / "openapi.yaml", ROOT).bundles[0])
    assert errors(found) == []
    assert found.findings == ()
    assert found.facts["accepted"] == found.facts["operations"]


@pytest.mark.corpus
@pytest.mark.parametrize("name", QUICK)
def test_stubs_of_public_contracts_keep_them(shared: Path, name: str) -> None:
    found = examined(of_corpus(name))
    assert errors(found) == []
    assert found.facts["accepted"]


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("name", LONG)
def test_stubs_of_long_contracts_keep_them(shared: Path, name: str) -> None:
    bundle = of_corpus(name)
    found = examined(bundle, LONG[name])
    assert errors(found) == []
    # Everything is asked within what was granted.
    assert found.facts["requests"] <= LONG[name] * len(bundle.api.operations)
    assert found.facts["accepted"] > len(bundle.api.operations) // 2


@pytest.mark.corpus
def test_a_stub_that_lets_everybody_in_is_found(shared: Path) -> None:
    bundle = of_corpus("train-travel")
    stub = Stub([bundle], Playing(only_known=True))
    found = examine(bundle, stub.reply_to, Settings(credentials=credentials(bundle)))
    assert {each.rule for each in found.findings} == {"credentials-not-checked"}


@pytest.mark.corpus
def test_a_stub_that_has_whatever_is_asked_for_is_found(shared: Path) -> None:
    bundle = of_corpus("train-travel")
    known = credentials(bundle)
    stub = Stub([bundle], Playing(credentials=known))
    found = examine(bundle, stub.reply_to, Settings(credentials=known))
    assert {each.rule for each in found.findings} == {"absent-answered"}


def test_refusals_of_which_a_contract_says_nothing_are_no_errors(tmp_path: Path) -> None:
    bundle = written(tmp_path, THINGS)
    found = examined(bundle)
    assert {(each.rule, each.severity) for each in found.findings} == {
        ("undocumented-refusal", Severity.WARNING)
    }


def test_an_example_that_breaks_its_contract_is_no_promise(tmp_path: Path) -> None:
    broken = THINGS.replace("properties: {size:", "example: {size: large}, properties: {size:")
    assert errors(examined(written(tmp_path, broken))) == []


def written(folder: Path, text: str) -> Bundle:
    path = folder / "openapi.yaml"
    path.write_text(text, "utf-8")
    return load_file(path, folder).bundles[0]


THINGS = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    post:
      operationId: addThing
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [size], properties: {size: {type: integer}}}
      responses:
        "201":
          description: It is there.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
  /things/{thing}:
    parameters: [{name: thing, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getThing
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
    delete:
      operationId: removeThing
      responses: {"204": {description: It is gone.}}
components:
  schemas:
    Thing:
      type: object
      required: [id, size]
      properties: {id: {type: string}, size: {type: integer}}
"""


def test_a_contract_that_is_served_elsewhere_is_not_examined(tmp_path: Path) -> None:
    stub = Stub([written(tmp_path, THINGS.replace("/things", "/other"))])
    with pytest.raises(CannotRun, match="is not served at"):
        examine(written(tmp_path, THINGS), stub.reply_to, Settings(url="http://127.0.0.1:8000"))


def test_a_name_that_takes_words_is_no_number_in_a_body(tmp_path: Path) -> None:
    numbered = THINGS.replace("properties: {id: {type: string}", "properties: {id: {type: integer}")
    (thing,) = infer(written(tmp_path, numbered).api)
    assert thing.identity.property == ()
