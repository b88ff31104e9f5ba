"""Exchanges are judged by their contract: what is wrong, in a sentence, at the author's line.

Each folder of tests/cases/conform holds a contract, exchanges, and what is expected of them.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.engine.conform import Breach, Terms, finding_of
from counterfoil.engine.conform.reproduce import curl, snippet
from counterfoil.engine.conform.secrets import Secrets, secrets_of
from counterfoil.engine.conform.witness import witness
from counterfoil.engine.contracts import load_file
from counterfoil.engine.rules import rules
from counterfoil.engine.wire.routes import Match, Routes, base_path
from counterfoil.model import Bundle, Exchange, Headers, Place, Reply, Request, Source

CASES = Path(__file__).parent / "cases" / "conform"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@dataclass(frozen=True, slots=True)
class Told:
    """An exchange of a case, and what it shows."""

    title: str
    exchange: Exchange


def exchanges(folder: Path) -> Iterator[Told]:
    """The exchanges of a case; each is a title behind `###`, a request and a reply."""
    text = (folder / "exchanges.http").read_text("utf-8")
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        asked, answered = re.split(r"^HTTP/1\.1 ", rest, flags=re.MULTILINE)
        method, target, headers, body = message(asked)
        status, _, reply_headers, reply_body = message(answered)
        request = Request(method, target, headers, body)
        yield Told(title, Exchange(request, Reply(int(status), reply_headers, reply_body)))


def message(text: str) -> tuple[str, str, Headers, bytes]:
    """The two words of a first line, the headers and the body."""
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().split("\n")
    word, _, other = first.partition(" ")
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
    form = any("multipart" in value for _, value in headers)
    written = body.strip("\n").replace("\n", "\r\n" if form else "\n")
    return word, other, headers, written.encode()


def bundle_of(folder: Path) -> Bundle:
    path = next(folder.glob("*.yaml"))
    return load_file(path, folder).bundles[0]


def judged(bundle: Bundle, terms: Terms, exchange: Exchange) -> Iterator[tuple[Match, Breach]]:
    request = exchange.request
    match = Routes(bundle.api, base_path(bundle.api)).match(request.method, request.target)
    assert isinstance(match, Match)
    for breach in terms.request(match.operation, request, match.path_values).breaches:
        yield match, breach
    for breach in terms.reply(match.operation, request, exchange.reply):
        yield match, breach


def told(bundle: Bundle, folder: Path) -> Iterator[str]:
    terms = Terms(bundle)
    for each in exchanges(folder):
        yield f"### {each.title}"
        for match, breach in judged(bundle, terms, each.exchange):
            finding = finding_of(bundle, match.operation, breach, each.exchange)
            at = finding.at
            yield f"{at.path}:{at.line}:{at.column}: {finding.severity}: {finding.rule}"
            yield f"    {finding.message}"
            yield f"    {breach.where}{breach.pointer} | {finding.subject} | {at.pointer}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_exchanges_are_judged(folder: Path, expect: Callable[[Path, str], None]) -> None:
    expect(folder / "expected.txt", "\n".join(told(bundle_of(folder), folder)) + "\n")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_exchange_can_be_repeated_by_a_test(folder: Path) -> None:
    bundle = bundle_of(folder)
    terms, secrets = Terms(bundle), secrets_of(bundle.api)
    for each in exchanges(folder):
        for _, breach in judged(bundle, terms, each.exchange):
            text = snippet(each.exchange, "http://127.0.0.1:8000", breach, secrets)
            compile(text, "snippet", "exec")
            assert "assert " in text or "found = response.json()" in text


def test_every_rule_of_exchanges_fires_in_a_case() -> None:
    text = "".join((folder / "expected.txt").read_text("utf-8") for folder in FOLDERS)
    fired = set(re.findall(r": (?:error|warning): ([a-z-]+)$", text, flags=re.MULTILINE))
    prefixes = ("request-", "response-", "undocumented-", "write-only-")
    named = {
        rule.id
        for rule in rules().values()
        if rule.id.startswith(prefixes) and not rule.category  # those of changes have one
    }
    named -= {"undocumented-refusal"}  # takes a request that deserves it: an examination's to tell
    assert fired == named | {"server-error", "credentials-missing"}


def test_findings_of_one_line_are_one_finding_whichever_operation_met_it() -> None:
    bundle = bundle_of(CASES / "bodies")
    terms, body = Terms(bundle), b'[{"lines": [], "total": {}}]'
    headers = (("Content-Type", "application/json"),)
    get, post = (
        next(each for each in bundle.api.operations if each.method == method)
        for method in ("GET", "POST")
    )
    listed = Exchange(Request("GET", "/orders"), Reply(200, headers, body))
    placed = Exchange(Request("POST", "/orders"), Reply(201, headers, body[1:-1]))
    fingerprints = [
        {
            finding_of(bundle, operation, breach, exchange).fingerprint
            for breach in terms.reply(operation, exchange.request, exchange.reply)
        }
        for operation, exchange in ((get, listed), (post, placed))
    ]
    assert len(fingerprints[0]) == 3
    assert fingerprints[0] == fingerprints[1]


def exchange_with_secrets() -> Exchange:
    headers = (
        ("Authorization", "Bearer hidden"),
        ("X-API-Key", "hidden"),
        ("Cookie", "sid=hidden"),
        ("X-Empty", ""),
        ("Host", "localhost"),
    )
    request = Request("POST", "/a?key=hidden&q=it's", headers, b'{"a": "it\'s"}')
    return Exchange(request, Reply(204, (("Set-Cookie", "sid=hidden"),)))


def test_secrets_are_never_shown() -> None:
    bundle, exchange = bundle_of(CASES / "credentials"), exchange_with_secrets()
    secrets = secrets_of(bundle.api)
    shown = json.dumps(witness(exchange, secrets), ensure_ascii=False)
    line = curl(exchange.request, "http://localhost", secrets)
    test = snippet(exchange, "http://localhost", None, secrets)
    assert "hidden" not in shown + line + test
    assert shown.count("…") == 5
    assert '"/a?key=…&q=it\'s"' in shown


def test_a_command_line_says_the_request_and_nothing_else() -> None:
    exchange = exchange_with_secrets()
    line = curl(
        exchange.request, "http://localhost", secrets_of(bundle_of(CASES / "credentials").api)
    )
    seen = ran(line, TOKEN="t", X_API_KEY="k", COOKIE="c", KEY="q")
    assert seen == [
        "-sS",
        "-i",
        "http://localhost/a?key=q&q=it's",
        "-H",
        "Authorization: Bearer t",
        "-H",
        "X-API-Key: k",
        "-H",
        "Cookie: c",
        "-H",
        "X-Empty;",
        "-H",
        "Content-Type:",
        "--data-raw",
        '{"a": "it\'s"}',
    ]


def ran(line: str, **variables: str) -> list[str]:
    """The arguments that a shell gives to curl."""
    code = "import json, sys; print(json.dumps(sys.argv[1:]))"
    stand_in = f'curl() {{ {shlex.quote(sys.executable)} -c {shlex.quote(code)} "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", stand_in + line], capture_output=True, text=True, check=True, env=variables
    )
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request("GET", "/v1/a"), "curl -sS -i http://localhost/v1/a"),
        (Request("HEAD", "/a"), "curl -sS -i --head http://localhost/v1/a"),
        (Request("DELETE", "/v1"), "curl -sS -i -X DELETE http://localhost/v1"),
        (
            Request("PUT", "/v1/a/../{b}", (), b"\xff\x00"),
            "echo /wA= | base64 -d | curl -sS -i -X PUT --globoff --path-as-is"
            " 'http://localhost/v1/a/../{b}' -H 'Content-Type:' --data-binary @-",
        ),
    ],
)
def test_command_lines(request_: Request, expected: str) -> None:
    assert curl(request_, "http://localhost/v1/") == expected


NAMES = st.text(st.characters(codec="latin-1"), max_size=12)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["Content-Type", "Content-Encoding", "X-Trace", "Authorization", "Cookie"])
        | NAMES,
        st.sampled_from(
            [
                "application/json",
                "multipart/form-data; boundary=b",
                "application/x-www-form-urlencoded",
                "text/plain; charset=utf-7",
                "text/plain; charset=zlib",
                "text/csv; charset=utf-16",
                "text/event-stream",
                "application/x-ndjson",
                "gzip",
                "deflate, gzip",
                "Basic Og==",
            ]
        )
        | NAMES,
    ),
    max_size=5,
).map(tuple)
BODIES = st.binary(max_size=60) | st.sampled_from(
    [
        b"\xff",
        b"[" * 2000,
        b"1" * 5000,
        b"1e999",
        b"data: {",
        b"--b\r\n\r\n--b--",
        b"--b\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\n\r\n--b--",
        b"+2AA-",
        b"\x00\xd8",
        b"a=%ff&a=%",
        b'{"quantity": "\\ud800"}',
    ]
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_arrives_is_judged(folder: Path, data: st.DataObject) -> None:
    bundle, terms = KNOWN.setdefault(folder.name, terms_of(folder))
    operation = data.draw(st.sampled_from(bundle.api.operations))
    target = "/" + data.draw(NAMES) + "?" + data.draw(NAMES | st.sampled_from(["q=%ff", "%ff=1"]))
    request = Request(operation.method, target, data.draw(HEADERS), data.draw(BODIES))
    raw = {each.name: data.draw(NAMES) for each in operation.parameters}
    asked = terms.request(operation, request, raw)
    status = data.draw(st.sampled_from([200, 201, 204, 404, 500, 999]))
    reply = Reply(status, data.draw(HEADERS), data.draw(BODIES))
    for breach in (*asked.breaches, *terms.reply(operation, request, reply)):
        exchange = Exchange(request, reply)
        finding = finding_of(bundle, operation, breach, exchange)
        json.dumps(finding.witness)
        compile(snippet(exchange, "http://localhost", breach), "snippet", "exec")
        shlex.split(curl(request, "http://localhost"))


KNOWN: dict[str, tuple[Bundle, Terms]] = {}


def terms_of(folder: Path) -> tuple[Bundle, Terms]:
    bundle = bundle_of(folder)
    return bundle, Terms(bundle)


class Shop(BaseHTTPRequestHandler):
    """A provider whose total is a text while `broken` is set."""

    broken = True
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        total = "12.5" if self.broken else 12.5
        answer = json.dumps(
            {"total": total, "sent": body.decode(), "key": self.headers["X-API-Key"]}
        )
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def shop() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("broken", [True, False])
def test_a_snippet_fails_while_the_breach_is_there(
    shop: str, broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shop, "broken", broken)
    headers = (("X-API-Key", "hidden"), ("Content-Type", "application/json"))
    request = Request("POST", "/orders?q=a%20b", headers, b'{"a": "\xc3\xbc"}')
    reply = Reply(201, (("Content-Type", "application/json"),), b'{"total": "12.5"}')
    place = Place(Source("openapi.yaml", ""))
    breach = Breach("response-body-breach", "", place, "body", "/total", "type", "12.5")
    secrets = secrets_of(bundle_of(CASES / "credentials").api)
    test = tmp_path / "test_snippet.py"
    test.write_text(snippet(Exchange(request, reply), shop, breach, secrets), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"X_API_KEY": "k"},
    )
    assert done.returncode == (1 if broken else 0), done.stdout
    assert ("is not str" in done.stdout) is broken


def test_judging_needs_the_base_install_alone() -> None:
    absent = ("pydantic", "pydantic_core", "starlette", "httpx2", "h11", "uvicorn", "black")
    hidden = "; ".join(f"sys.modules[{name!r}] = None" for name in absent)
    code = f"import sys; {hidden}; import counterfoil.engine.conform.reproduce"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_witness_is_short() -> None:
    headers = tuple((f"X-{index}", "a" * 10_000) for index in range(1000))
    exchange = Exchange(Request("GET", "/"), Reply(200, headers, b"\xff" * 100_000))
    assert len(json.dumps(witness(exchange, Secrets()))) < 100_000
