"""Journeys run over real processes: data goes from step to step, and what goes wrong is told where it does."""

import json
import textwrap
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Monorepo
from counterfoil.engine.config import load_config
from counterfoil.engine.services import Service
from counterfoil.journeys import verify_journey
from counterfoil.model import CannotRun, Finding, Report
from counterfoil.runs import Run
from counterfoil.verify.journeys.cast import cast_of

Make = Callable[..., Monorepo]

CONTRACT = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
x-owner: team-things
servers: [{url: "http://127.0.0.1:9/v1"}]
security: [{key: []}]
paths:
  /things:
    post:
      operationId: makeThing
      requestBody:
        content: {application/json: {schema: {type: object, properties: {pin: {type: string, format: password}}}}}
      responses:
        "201":
          description: Made.
          headers: {Location: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
        "400": {$ref: "#/components/responses/Refused"}
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: calls, in: query, schema: {type: integer}}
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
        "404": {$ref: "#/components/responses/Refused"}
        "503": {$ref: "#/components/responses/Refused"}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  responses:
    Refused:
      description: No.
      content: {application/problem+json: {schema: {type: object}}}
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        calls: {type: integer}
        neighbour: {type: [string, "null"]}
"""
PROVIDER = """\
import json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CALLS = {}

class Things(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or "{}")
        if self.headers.get("X-Key") != "hush-hush":
            return self.answer(400, {"title": "who are you?"})
        open(os.environ["NOTES"], "a").write(self.path)
        self.answer(201, {"id": "t-" + str(len(said))}, Location="/v1/things/t-1")

    def do_GET(self):
        path, _, query = self.path.partition("?")
        name = path.rpartition("/")[2]
        CALLS[name] = CALLS.get(name, 0) + 1
        if name == "dies":
            os._exit(3)
        if name == "hangs":
            time.sleep(60)
        if name == "breaks":
            return self.answer(200, {"id": CALLS[name]})
        if name == "none":
            return self.answer(404, {"title": "There is no thing with pin 4711-0815."})
        if name == "busy" and CALLS[name] < 3:
            return self.answer(503, {}, **{"Retry-After": "0"})
        url = os.environ.get("THINGS_URL") or os.environ.get("OTHERS_URL")
        self.answer(200, {"id": name, "calls": CALLS[name], "neighbour": url})

    def answer(self, status, said, **headers):
        body = json.dumps(said).encode()
        self.send_response(status)
        kind = "application/json" if status < 400 else "application/problem+json"
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

print("listening", flush=True)
ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Things).serve_forever()
"""
TABLE = """\
[tool.counterfoil.service]
start = "python provider.py"
provides = ["things/v1"]
credentials = { key = "hush-hush" }
env = { NOTES = "{scratch}/notes" }
"""
HEAD = """\
arazzo: 1.0.1
info: { title: Things, version: 1.0.0 }
sourceDescriptions:
  - { name: things, type: openapi, url: ../things/v1/openapi.yaml }
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a journey has shown."""

    report: Report

    @property
    def finding(self) -> Finding:
        (found,) = self.report.findings
        return found

    @property
    def proved(self) -> list[str]:
        return list(self.report.facts["proved"])


@pytest.fixture
def run(monorepo: Make) -> Callable[..., Ran]:
    """Runs the workflows that it is given, against a provider of things."""
    made = monorepo({"contracts/things/v1/openapi.yaml": CONTRACT})
    made.write({"services/things/pyproject.toml": TABLE, "services/things/provider.py": PROVIDER})

    def ran(workflows: str, head: str = HEAD, **files: str) -> Ran:
        text = f"{head}workflows:\n{textwrap.indent(textwrap.dedent(workflows), '  ')}"
        made.write({"contracts/journeys/thing.yaml": text, **files})
        return Ran(verify_journey(running(made.root), "thing"))

    return ran


@dataclass
class Quiet:
    """Shows no progress."""

    seconds: dict[str, float]

    def __call__(self, name: str, doing: str) -> nullcontext[None]:
        return nullcontext()


def running(root: Path) -> Run:
    return Run(load_config(root), date(2026, 11, 20), Quiet({}))  # type: ignore[arg-type] # as quiet as a Steps


def test_values_go_from_step_to_step(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: made
          inputs: { type: object, properties: { pin: { type: string, default: "12" } } }
          steps:
            - stepId: make
              operationId: makeThing
              requestBody: { payload: { pin: $inputs.pin, "a": "{$inputs.pin}!" } }
              outputs: { id: $response.body#/id, where: $response.header.Location }
            - stepId: read
              operationId: getThing
              parameters:
                - { name: id, in: path, value: $steps.make.outputs.id }
                - { name: calls, in: query, value: 5 }
              successCriteria:
                - condition: $response.body#/id == 't-2' && $request.query.calls == 5
                - condition: $steps.make.outputs.where == '/v1/things/t-1'
                - { context: $url, condition: "^http://127\\\\.0\\\\.0\\\\.1:[0-9]+/v1/things/t-2\\\\?calls=5$", type: regex }
                - { context: $response.body, condition: "$[?@ == 't-2']", type: jsonpath }
              outputs: { id: $response.body#/id }
          outputs: { id: $steps.read.outputs.id }
        - workflowId: after
          dependsOn: [made]
          steps:
            - stepId: call
              workflowId: by-id
              parameters: [{ name: id, value: "{$workflows.made.outputs.id}-again" }]
              successCriteria: [{ condition: $outputs.calls == 1 }]
              outputs: { calls: $outputs.calls }
            - stepId: read
              operationPath: "{$sourceDescriptions.things.url}#/paths/~1things~1{id}/get"
              parameters: [{ name: id, in: path, value: t-2-again }]
              successCriteria: [{ condition: $response.body#/calls > $steps.call.outputs.calls }]
        - workflowId: by-id
          inputs: { type: object, required: [id], properties: { id: { type: string } } }
          steps:
            - stepId: read
              operationId: getThing
              parameters: [{ name: id, in: path, value: $inputs.id }]
              successCriteria: [{ condition: $response.body#/id == $inputs.id }]
              outputs: { calls: $response.body#/calls }
          outputs: { calls: $steps.read.outputs.calls }
        """)
    assert ran.report.findings == ()
    assert ran.proved == [
        "journey thing, made: 2 steps over 1 service hold",
        "journey thing, after: 2 steps over 1 service hold",
    ]


def test_a_step_is_tried_again_as_often_as_it_says(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: waits
          steps:
            - stepId: third-time
              operationId: getThing
              parameters: [{ name: id, in: path, value: later }]
              successCriteria: [{ condition: $response.body#/calls == 3 }]
              onFailure: [{ name: again, type: retry, retryLimit: 2 }]
            - stepId: busy
              operationId: getThing
              parameters: [{ name: id, in: path, value: busy }]
              onFailure:
                - { name: again, type: retry, retryAfter: 600, retryLimit: 9, criteria: [{ condition: $statusCode == 503 }] }
        - workflowId: gives-up
          steps:
            - stepId: never
              operationId: getThing
              parameters: [{ name: id, in: path, value: never }]
              successCriteria: [{ condition: $response.body#/calls == 9 }]
              onFailure: [{ name: again, type: retry, retryLimit: 2 }]
        """)
    assert ran.proved == ["journey thing, waits: 2 steps over 1 service hold"]
    assert ran.finding.rule == "journey-step-failed"
    assert ran.finding.message == (
        "journey thing, gives-up: step `never` (things v1 GET /things/{id}): things answered 200, and"
        " `$response.body#/calls == 9` does not hold: $response.body#/calls is 3; that was try 3"
    )


def test_an_action_goes_elsewhere_or_ends(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: around
          steps:
            - stepId: none
              operationId: getThing
              parameters: [{ name: id, in: path, value: none }]
              onFailure: [{ name: make, type: goto, stepId: make, criteria: [{ condition: $statusCode == 404 }] }]
            - stepId: skipped
              operationId: getThing
              parameters: [{ name: id, in: path, value: breaks }]
            - stepId: make
              operationId: makeThing
              onSuccess:
                - { name: never, type: goto, stepId: skipped, criteria: [{ condition: $statusCode == 200 }] }
                - { name: done, type: end }
            - stepId: skipped-too
              operationId: getThing
              parameters: [{ name: id, in: path, value: breaks }]
        - workflowId: ends
          steps:
            - stepId: none
              operationId: getThing
              parameters: [{ name: id, in: path, value: none }]
              successCriteria: [{ condition: $statusCode == 200 }]
              onFailure: [{ name: stop, type: end }, { name: again, type: retry, retryLimit: 9 }]
        - workflowId: depends
          dependsOn: [ends]
          steps: [{ stepId: make, operationId: makeThing }]
        """)
    assert ran.proved == ["journey thing, around: 1 step over 1 service hold"]
    assert "ends: step `none`" in ran.finding.message
    assert ran.report.facts["not_covered"] == ["journey thing, depends: ends failed before it"]


STEP = """
- workflowId: one
  steps:
    - stepId: first
      operationId: makeThing
    - stepId: second
      operationId: getThing
      parameters: [{{ name: id, in: path, value: {id} }}]
      onFailure: [{{ name: again, type: retry, retryLimit: 3, criteria: [{{ condition: $statusCode == 200 }}] }}]
    - stepId: third
      operationId: makeThing
"""


def test_a_failed_step_names_line_operation_provider_and_what_came_back(
    run: Callable[..., Ran],
) -> None:
    ran = run(STEP.format(id="none"))
    found = ran.finding
    assert found.message == (
        "journey thing, one: step `second` (things v1 GET /things/{id}): things answered 404, and it"
        " says no criterion, so that 2xx is success"
    )
    assert (found.at.path, found.at.line) == ("contracts/journeys/thing.yaml", 11)
    assert found.subject == "one second"
    assert found.operations == ("things v1 GET /things/{id}",)
    assert found.witness["reply"]["status"] == 404
    assert found.curl.startswith("curl -sS -i http://127.0.0.1:9/v1/things/none")
    assert "hush-hush" not in str(found)
    assert ".counterfoil/logs/journey-thing.things.log" in found.fix
    assert ran.proved == []


def test_a_broken_contract_is_no_matter_of_criteria_and_not_tried_again(
    run: Callable[..., Ran],
) -> None:
    ran = run(STEP.format(id="breaks"))
    assert "things answered 200: `id` is 1, and the contract says string" in ran.finding.message
    assert "that was try" not in ran.finding.message
    assert "contracts/things/v1/openapi.yaml:" in ran.finding.fix


def test_a_service_that_dies_on_the_way_is_told_at_the_step_and_as_a_whole(
    run: Callable[..., Ran],
) -> None:
    ran = run(STEP.format(id="dies"))
    assert [each.rule for each in ran.report.findings] == ["journey-step-failed", "provider-died"]
    step, service = ran.report.findings
    assert "step `second`" in step.message
    assert "things exited with 3" in step.message
    assert service.at.path == "services/things/pyproject.toml"


def test_a_step_that_hangs_is_given_up_when_the_time_is_over(run: Callable[..., Ran]) -> None:
    began = time.monotonic()
    ran = run(STEP.format(id="hangs").replace("  steps:", "  x-deadline: 0.5\n  steps:"))
    assert time.monotonic() - began < 10
    assert ran.finding.subject == "one second"
    assert "did not answer" in ran.finding.message or "not begin" in ran.finding.message


def test_a_workflow_that_never_ends_is_ended(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: circles
          x-deadline: 1
          steps:
            - stepId: make
              operationId: makeThing
              onSuccess: [{ name: again, type: goto, stepId: make }]
        """)
    assert ran.finding.rule == "journey-not-finished"
    assert "step `make`" in ran.finding.message


def test_workflows_that_lead_to_each_other_for_ever_are_ended(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: there
          steps:
            - stepId: make
              operationId: makeThing
              onSuccess: [{ name: on, type: goto, workflowId: back }]
        - workflowId: back
          steps:
            - stepId: make
              operationId: makeThing
              onSuccess: [{ name: on, type: goto, workflowId: there }]
        - workflowId: begin
          steps: [{ stepId: call, workflowId: there }]
        """)
    assert ran.finding.rule == "journey-not-finished"
    assert "20 workflows are under way" in ran.finding.message


def test_a_broken_contract_inside_a_called_workflow_is_final(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: outer
          steps:
            - stepId: call
              workflowId: inner
              onFailure: [{ name: on, type: goto, stepId: last }]
            - stepId: last
              operationId: makeThing
        - workflowId: inner
          steps:
            - stepId: read
              operationId: getThing
              parameters: [{ name: id, in: path, value: breaks }]
        """)
    assert ran.finding.subject == "inner read"


def test_a_workflow_does_not_take_what_its_inputs_exclude(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: outer
          steps:
            - stepId: make
              operationId: makeThing
              outputs: { id: $response.body#/id }
            - stepId: call
              workflowId: inner
              parameters: [{ name: id, value: $steps.make.outputs.id }]
        - workflowId: inner
          inputs: { type: object, required: [id], properties: { id: { type: integer } } }
          steps: [{ stepId: make, operationId: makeThing }]
        """)
    assert 'inner does not take its inputs: "t-0" is not of type "integer"' in ran.finding.message


def test_a_value_that_never_came_fails_the_step_that_needs_it(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: lacks
          steps:
            - stepId: make
              operationId: makeThing
              outputs: { calls: $response.body#/calls }
            - stepId: read
              operationId: getThing
              parameters: [{ name: id, in: path, value: $steps.make.outputs.calls }]
        """)
    assert "step `read`: `$steps.make.outputs.calls` is needed" in ran.finding.message


def test_secrets_of_a_journey_are_not_shown(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: secret
          inputs: { type: object, properties: { pin: { type: string, format: password, default: 4711-0815 } } }
          steps:
            - stepId: make
              operationId: makeThing
              requestBody: { payload: { pin: $inputs.pin } }
            - stepId: read
              operationId: getThing
              parameters: [{ name: id, in: path, value: none }]
              successCriteria: [{ condition: $response.body#/title == null }]
        """)
    assert "There is no thing with pin" in ran.finding.message
    assert "4711-0815" not in str(ran.report)


def test_what_the_contract_calls_a_password_is_not_shown(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: secret
          steps:
            - stepId: make
              operationId: makeThing
              requestBody: { payload: { pin: open-sesame, colour: red } }
              successCriteria: [{ condition: $request.body#/pin == 'x' }]
        """)
    assert "red" in ran.finding.curl
    assert "open-sesame" not in str(ran.report)


def test_the_credential_of_a_step_takes_the_place_of_the_providers(run: Callable[..., Ran]) -> None:
    ran = run("""
        - workflowId: stranger
          steps:
            - stepId: refused
              operationId: makeThing
              parameters: [{ name: x-key, in: header, value: another }]
              successCriteria: [{ condition: $statusCode == 400 }]
        """)
    assert ran.report.findings == ()


def test_a_service_that_does_not_start_is_told_with_its_log(run: Callable[..., Ran]) -> None:
    with pytest.raises(CannotRun) as refused:
        run(STEP.format(id="a"), **{"services/things/provider.py": "raise SystemExit('no shelf')"})
    assert refused.value.what == "things exited with 1 before it was ready"
    assert "no shelf" in refused.value.why


def test_where_the_file_is_wrong_nothing_is_started(run: Callable[..., Ran]) -> None:
    ran = run(STEP.format(id="a").replace("getThing", "getThings"))
    assert ran.finding.rule == "journey-operation-unknown"
    assert ran.report.facts["not_covered"] == ["journey thing, which is not run"]


def test_a_contract_that_nobody_provides_is_played_by_a_stub(run: Callable[..., Ran]) -> None:
    files = {
        "contracts/others/v1/openapi.yaml": CONTRACT.replace("getThing", "getOther").replace(
            "makeThing", "makeOther"
        ),
        "services/things/pyproject.toml": f'{TABLE}consumes = ["others/v1"]\n',
    }
    ran = run(
        """
        - workflowId: played
          steps:
            - stepId: read
              operationId: getThing
              parameters: [{ name: id, in: path, value: a }]
              successCriteria: [{ context: $response.body#/neighbour, condition: "^http://127.0.0.1:", type: regex }]
            - stepId: play
              operationId: makeOther
              requestBody: { payload: {} }
              successCriteria: [{ condition: $statusCode == 201 }]
        """,
        head=f"{HEAD}  - {{ name: others, url: ../others/v1/openapi.yaml }}\n",
        **files,
    )
    assert ran.report.findings == ()
    assert ran.proved == ["journey thing, played: 2 steps over 2 services hold"]
    assert ran.report.facts["stubs"] == ["others/v1"]


def test_services_know_where_each_other_really_are_and_share_a_folder(
    run: Callable[..., Ran],
) -> None:
    other = TABLE.replace("things/v1", "others/v1")
    files = {
        "contracts/others/v1/openapi.yaml": CONTRACT.replace("getThing", "getOther").replace(
            "makeThing", "makeOther"
        ),
        "services/things/pyproject.toml": f'{TABLE}consumes = ["others/v1"]\n',
        "services/others/pyproject.toml": f'{other}consumes = ["things/v1"]\n',
        "services/others/provider.py": PROVIDER,
    }
    ran = run(
        """
        - workflowId: both
          steps:
            - stepId: of-things
              operationId: getThing
              parameters: [{ name: id, in: path, value: a }]
              successCriteria: [{ condition: $response.body#/neighbour == $sourceDescriptions.others.url }]
            - stepId: of-others
              operationId: getOther
              parameters: [{ name: id, in: path, value: a }]
              successCriteria: [{ condition: $response.body#/neighbour == $sourceDescriptions.things.url }]
        """,
        head=f"{HEAD}  - {{ name: others, url: ../others/v1/openapi.yaml }}\n",
        **files,
    )
    assert ran.report.findings == ()
    assert ran.report.facts["services"] == ["others", "things"]


def service(name: str, provides: str = "", consumes: str = "", start: str = "x") -> Service:
    return Service(
        name, Path(name), tuple(start.split()), "", tuple(provides.split()), tuple(consumes.split())
    )


def test_who_takes_part() -> None:
    services = [
        service("orders", "orders/v1 placed/v1", "stock/v1 bank/v1"),
        service("stock", "stock/v1"),
        service("mail", "", "placed/v1"),
        service("reader", "", "orders/v1"),
        service("idle", "bank/v1", start=""),
        service("apart", "apart/v1", "orders/v1"),
    ]
    cast = cast_of(["orders/v1", "nobody/v1"], services, {"placed/v1"}.__contains__)
    assert [each.name for each in cast.services] == ["mail", "orders", "stock"]
    assert cast.played == ("bank/v1", "nobody/v1")


@pytest.mark.slow
def test_journeys_run_beside_each_other_and_with_all_the_rest(monorepo: Make) -> None:
    made = monorepo({"contracts/things/v1/openapi.yaml": CONTRACT})
    made.write({"services/things/pyproject.toml": TABLE, "services/things/provider.py": PROVIDER})
    red = f"{HEAD}workflows:\n{textwrap.indent(STEP.format(id='none').lstrip(), '  ')}"
    green = red.replace("value: none", "value: some")
    made.write({"contracts/journeys/red.yaml": red, "contracts/journeys/green.yaml": green})
    ran = made.run("verify", "--journey", "red", "--journey", "green", "--format", "json")
    whole: dict[str, Any] = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert [each["rule"] for each in whole["findings"]] == ["journey-step-failed"]
    assert list(whole["facts"]["journeys"]) == ["red", "green"]
    assert any(each.startswith("journey green, one: 3 steps") for each in whole["facts"]["proved"])
    everything = json.loads(made.run("verify", "--format", "json").stdout)
    assert set(everything["facts"]["journeys"]) == {"green", "red"}
    assert "journey-step-failed" in [each["rule"] for each in everything["findings"]]
