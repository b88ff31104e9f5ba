"""Provider states: how a contract names them, and how a service is put into them."""

from pathlib import Path

from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Given

CASES = Path(__file__).parent / "cases/lint/provider-state-unclear"
SWAGGER = """\
swagger: "2.0"
info: {title: Payments, version: "1"}
paths:
  /payments:
    get:
      x-given: [{state: a payment, params: {id: 7}}]
      responses:
        200: {description: Some.}
        404: {description: None., x-given: no payment}
"""


def read(path: Path) -> Api:
    loaded = load_file(path, path.parent)
    assert not loaded.findings
    return loaded.bundles[0].api


def test_contract_names_states_of_operations_and_responses() -> None:
    (operation,) = read(CASES / "silent/contracts/payments/v1/openapi.yaml").operations
    assert operation.given == (Given("a known card"),)
    assert {each.status: each.given for each in operation.responses} == {
        "201": (),
        "402": (
            Given("a card without money", {"number": "4000000000000002"}),
            Given("a shop that is open"),
        ),
        "404": (Given("no card"),),
    }


def test_swagger_names_states_too(tmp_path: Path) -> None:
    path = tmp_path / "swagger.yaml"
    path.write_text(SWAGGER)
    (operation,) = read(path).operations
    assert operation.given == (Given("a payment", {"id": 7}),)
    assert operation.responses[1].given == (Given("no payment"),)
