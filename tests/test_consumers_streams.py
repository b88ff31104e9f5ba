"""What consumers read of streams is judged item by item, whatever the stream is made of."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from counterfoil.engine.contracts import load_file
from counterfoil.engine.expectations.reading import expectations_in
from counterfoil.engine.sources import parse_source
from counterfoil.model import Bundle, Finding, Json, Reply, Request
from counterfoil.verify.examine import Examined, examine
from counterfoil.verify.judging.replay import shows_again
from counterfoil.verify.settings import Send, Settings

CONTRACT = """\
openapi: 3.2.0
info: {{title: Moves, version: 1.0.0}}
paths:
  /moves:
    get:
      operationId: streamMoves
      responses:
        "200":
          description: One after the other.
          content: {{{media_type}: {{{schema}}}}}
components:
  schemas:
    Move:
      type: object
      required: [town]
      properties:
        town: {{type: string}}
        at: {{type: string, format: date-time}}
        van: {{type: string}}
    Told:
      type: object
      required: [data]
      properties: {{data: {{type: string}}, event: {{type: string}}}}
"""
MOVE = '$ref: "#/components/schemas/Move"'
PORTAL = """\
consumer: portal
interactions:
  - description: All moves
    request: {{operation: streamMoves}}
    response: {{status: 200, reads: [{reads}], formats: {{{formats}}}}}
"""
ITEMS: Sequence[Json] = (
    {"town": "London", "at": "2026-11-20T09:30:00Z"},
    {"town": "Leeds", "at": "2026-11-20T10:30:00Z"},
)
TOWNLESS: Sequence[Json] = (ITEMS[0], {"at": "2026-11-20T10:30:00Z"})


def _lines(items: Sequence[Json]) -> bytes:
    return "".join(f"{json.dumps(each)}\n" for each in items).encode()


def _records(items: Sequence[Json]) -> bytes:
    return "".join(f"\x1e{json.dumps(each)}\n" for each in items).encode()


def _events(items: Sequence[Json]) -> bytes:
    told = "".join(f"event: move\ndata: {json.dumps(each)}\n\n" for each in items)
    return f"{told}data: [DONE]\n\n".encode()


STREAMS = {
    "application/x-ndjson": _lines,
    "application/jsonl": _lines,
    "application/json-seq": _records,
    "text/event-stream": _events,
}
SCHEMAS = {
    "an item": f"itemSchema: {{{MOVE}}}",
    "an item, as before 3.2": f"schema: {{{MOVE}}}",
    "all items, as before 3.2": f"schema: {{type: array, items: {{{MOVE}}}}}",
}


def moves(
    folder: Path,
    media_type: str,
    schema: str = SCHEMAS["an item"],
    reads: str = '"/*/town"',
    formats: str = "",
) -> Bundle:
    """A contract of one stream, and what a portal reads of it."""
    path = folder / "moves.yaml"
    path.write_text(CONTRACT.format(media_type=media_type, schema=schema), "utf-8")
    (bundle,) = load_file(path, folder).bundles
    assert bundle.findings == ()
    text = PORTAL.format(reads=reads, formats=formats)
    source, problems = parse_source("portal.yaml", text.encode())
    assert source is not None
    assert problems == ()
    return replace(bundle, expectations=(expectations_in(source, bundle.contract),))


def sending(media_type: str, body: bytes) -> Send:
    """A provider that answers the same whatever it is asked."""

    def send(request: Request) -> Reply:
        if request.method != "GET":
            return Reply(405, (("Allow", "GET"),))
        return Reply(200, (("Content-Type", media_type),), body)

    return send


def examined(
    bundle: Bundle, media_type: str, items: Sequence[Json], well: Sequence[Json]
) -> Examined:
    """A provider that sends these items, and has been seen to send others before."""
    write = STREAMS[media_type]
    before = examine(bundle, sending(media_type, write(well)), Settings(requests=4))
    known = Settings(requests=4, verified=before.held)
    return examine(bundle, sending(media_type, write(items)), known)


def of_consumers(found: Examined) -> list[Finding]:
    return [each for each in found.findings if each.consumers and each.rule.startswith("consumed")]


@pytest.mark.parametrize("media_type", STREAMS)
@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_stream_that_has_what_is_read_is_clean(
    tmp_path: Path, media_type: str, schema: str
) -> None:
    bundle = moves(tmp_path, media_type, schema)
    found = examined(bundle, media_type, ITEMS, ITEMS)
    assert found.findings == ()
    assert "moves v1: the expectation of portal holds" in found.facts["proved"]


@pytest.mark.parametrize("media_type", STREAMS)
@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_an_item_that_lacks_what_is_read_is_told(
    tmp_path: Path, media_type: str, schema: str
) -> None:
    bundle = moves(tmp_path, media_type, schema)
    found = examined(bundle, media_type, TOWNLESS, ITEMS)
    (finding,) = of_consumers(found)
    assert finding.rule == "consumed-field-missing"
    assert finding.consumers == ("portal",)
    assert "lacks `*/town`, which portal reads for «All moves»" in finding.message
    assert "the contract promises it" in finding.message


@pytest.mark.parametrize("media_type", STREAMS)
def test_what_is_optional_is_missed_where_no_item_has_it(tmp_path: Path, media_type: str) -> None:
    bundle = moves(tmp_path, media_type, reads='"/*/van"')
    with_van: Sequence[Json] = ({**ITEMS[0], "van": "7"}, ITEMS[1])
    assert of_consumers(examined(bundle, media_type, with_van, with_van)) == []
    (finding,) = of_consumers(examined(bundle, media_type, ITEMS, with_van))
    assert "the contract leaves it optional" in finding.message


def test_a_stream_without_items_lacks_nothing(tmp_path: Path) -> None:
    bundle = moves(tmp_path, "application/jsonl")
    assert of_consumers(examined(bundle, "application/jsonl", (), ITEMS)) == []


def test_a_text_in_an_item_that_has_lost_its_format_is_told(tmp_path: Path) -> None:
    bundle = moves(tmp_path, "application/x-ndjson", formats="/*/at: date-time")
    noon: Sequence[Json] = (ITEMS[0], {"town": "Leeds", "at": "noon"})
    (finding,) = of_consumers(examined(bundle, "application/x-ndjson", noon, ITEMS))
    assert finding.rule == "consumed-format-broken"
    assert '"noon"' in finding.message


def test_an_event_is_read_field_by_field_where_the_contract_describes_it_so(tmp_path: Path) -> None:
    schema = 'itemSchema: {$ref: "#/components/schemas/Told"}'
    bundle = moves(tmp_path, "text/event-stream", schema, reads='"/*/event"')
    told = examine(bundle, sending("text/event-stream", _events(ITEMS)), Settings(requests=4))
    assert told.findings == ()
    known = Settings(requests=4, verified=told.held)
    unnamed = _events(ITEMS).replace(b"event: move\n", b"")
    (finding,) = of_consumers(examine(bundle, sending("text/event-stream", unnamed), known))
    assert "never has `*/event`" in finding.message


@pytest.mark.parametrize("media_type", STREAMS)
def test_the_case_shows_it_again_and_its_test_fails_until_it_is_mended(
    tmp_path: Path, media_type: str
) -> None:
    write = STREAMS[media_type]
    bundle = moves(tmp_path, media_type)
    found = examined(bundle, media_type, TOWNLESS, ITEMS)
    (finding,) = of_consumers(found)
    case = found.cases[finding.fingerprint]
    assert shows_again(case, bundle, sending(media_type, write(TOWNLESS)))
    assert not shows_again(case, bundle, sending(media_type, write(ITEMS)))
    with pytest.raises(AssertionError), answering(media_type, write(TOWNLESS)) as url:
        run(finding.snippet, url)
    with answering(media_type, write(ITEMS)) as url:
        run(finding.snippet, url)


def run(snippet: str, url: str) -> None:
    """Runs the test that a finding comes with, against another provider."""
    made: dict[str, Json] = {}
    exec(snippet.replace("http://127.0.0.1:8000", url), made)
    (test,) = [each for name, each in made.items() if name.startswith("test_")]
    test()


@contextmanager
def answering(media_type: str, body: bytes) -> Iterator[str]:
    """A provider on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
