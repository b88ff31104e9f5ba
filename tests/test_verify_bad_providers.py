"""Providers that do everything wrong: an examination ends all the same, and says what it met."""

import json
import random
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo
from counterfoil.engine.contracts import load_file
from counterfoil.model import Bundle, CannotRun
from counterfoil.progress import Steps, silent
from counterfoil.verify.provided import Verified, verify_url
from counterfoil.verify.settings import Settings
from counterfoil.verify.wire.arrivals import Limits
from raw_provider import Connection, answering, providing, reply

Behave = Callable[[Connection], None]
CONTRACT = ROOT / "contracts/payments/v1/openapi.json"
SOON = Limits(connect=1, silence=0.05, total=0.2, stream=0.05, body=100_000, head=20_000)


@pytest.fixture(scope="module")
def payments() -> Bundle:
    return load_file(CONTRACT, ROOT).bundles[0]


def examined(bundle: Bundle, behave: Behave) -> Verified:
    with providing(behave) as provider:
        return verify_url(bundle, f"{provider.url}/v1", Settings(), Steps(silent), limits=SOON)


def hangs(connection: Connection) -> None:
    connection.take()
    connection.take()


def sends(raw: bytes) -> Behave:
    """Answers with these bytes, then closes the connection."""

    def behave(connection: Connection) -> None:
        connection.take()
        connection.send(raw)

    return behave


def goes_on(head: bytes, again: bytes) -> Behave:
    def behave(connection: Connection) -> None:
        connection.take()
        connection.send(head)
        while True:
            connection.send(again)

    return behave


def resets(connection: Connection) -> None:
    connection.take()
    linger = struct.pack("ii", 1, 0)
    connection.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BAD: dict[str, Behave] = {
    "hangs": hangs,
    "closes early": sends(b""),
    "resets": resets,
    "dies in the middle of a body": sends(HEAD + b'Content-Length: 1000\r\n\r\n{"id": '),
    "dies in the middle of its headers": sends(HEAD[:-10]),
    "announces 100 MB": sends(HEAD + b"Content-Length: 100000000\r\n\r\n"),
    "sends 100 MB": goes_on(CHUNKED, b"8000\r\n" + b"x" * 0x8000 + b"\r\n"),
    "streams for ever": goes_on(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", b"data: {}\n\n"
    ),
    "never ends its headers": goes_on(HEAD, b"X-More: 1\r\n"),
    "redirects in a loop": answering(reply(b"", 302, Location="/v1/payments")),
    "answers in an unknown encoding": answering(reply(b"\x00\x01", Content_Encoding="zstd")),
    "says gzip and means it not": answering(reply(b"{}", Content_Encoding="gzip")),
    "has an unknown charset": answering(
        reply(b"\xff\xfe{", Content_Type="application/json; charset=klingon")
    ),
    "sends invalid UTF-8": answering(reply(b'{"id": "\xff\xfe\xed\xa0\x80"}', 201)),
    "sends lone surrogates": answering(reply(b'{"id": "\\ud800"}', 201)),
    "sends deep JSON": answering(reply(b"[" * 50_000, 201)),
    "sends deep and balanced JSON": answering(reply(b"[" * 40_000 + b"]" * 40_000, 201)),
    "sends huge numbers": answering(reply(b'{"id": 1e999, "n": ' + b"9" * 50_000 + b"}", 201)),
    "sends NUL and controls": answering(reply(b"\x00\x1b[2J\x07", 500)),
    "speaks no HTTP": sends(b"220 mail.example ESMTP\r\n"),
    "speaks TLS": sends(b"\x15\x03\x01\x00\x02\x02\x46"),
    "answers 101": answering(b"HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    "answers 999": answering(reply(status=999)),
    "answers 204 with a body": answering(reply(b"{}", 204)),
    "has headers of bytes": answering(reply(Location="\u00ff\u00fe", X_B="\u0080")),
    "answers twice": answering(reply() + reply()),
    "answers everything with 500": answering(reply(b"oops", 500, Content_Type="text/plain")),
    "answers everything with 200": answering(reply(b"null")),
    "has no media type": answering(b"HTTP/1.1 201 OK\r\nContent-Length: 2\r\n\r\n{}"),
    "has a broken media type": answering(reply(Content_Type=";;,,=")),
}


@pytest.mark.parametrize("behave", BAD.values(), ids=BAD.keys())
def test_bad_provider_is_a_finding_and_no_crash(payments: Bundle, behave: Behave) -> None:
    found = examined(payments, behave).examined["payments/v1"]
    assert found.findings
    assert all(each.message.isprintable() for each in found.findings)


def test_provider_that_lets_nobody_in_cannot_be_examined(payments: Bundle) -> None:
    with pytest.raises(CannotRun, match="lets nobody in"):
        examined(payments, answering(reply(b"{}", 401)))


def test_nobody_at_the_url_cannot_be_examined(payments: Bundle) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(CannotRun, match="nobody answers at"):
        verify_url(payments, f"http://127.0.0.1:{port}/v1", Settings(), Steps(silent))


def test_provider_that_leaves_in_the_middle_is_told(payments: Bundle) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def serve() -> None:
        stream, _ = listening.accept()
        connection = Connection(stream, [])
        for _ in range(5):
            connection.take()
            connection.send(reply(b"{}", 404, Content_Type="application/problem+json"))
        listening.close()
        stream.close()

    threading.Thread(target=serve, daemon=True).start()
    found = verify_url(
        payments, f"http://127.0.0.1:{port}/v1", Settings(), Steps(silent), limits=SOON
    )
    examination = found.examined["payments/v1"]
    assert "reply-lost" in {each.rule for each in examination.findings}
    assert any("stopped answering" in each for each in examination.facts["not_covered"])


def rolled(seed: int) -> Behave:
    """Something else on every request, most of it broken."""
    dice = random.Random(f"bad provider {seed}")
    lock = threading.Lock()

    def behave(connection: Connection) -> None:
        while connection.take():
            with lock:
                raw, ends = piece(dice), dice.random() < 0.3
            for start in range(0, len(raw), 7000):
                connection.send(raw[start : start + 7000])
            if ends:
                return

    return behave


def piece(dice: random.Random) -> bytes:
    whole = bytearray(
        reply(
            dice.choice([b"{}", b"[]", b"null", b'{"id": 1}', dice.randbytes(40), b"{" * 500]),
            dice.choice([200, 201, 204, 304, 400, 404, 422, 500, 600]),
            Content_Type=dice.choice(["application/json", "text/event-stream", "", "a/b;c"]),
        )
    )
    for _ in range(dice.choice([0, 0, 1, 5])):
        match dice.randrange(4):
            case 0:
                whole[dice.randrange(len(whole))] = dice.randrange(256)
            case 1:
                del whole[dice.randrange(len(whole)) :]
            case 2:
                place = dice.randrange(len(whole) + 1)
                whole[place:place] = dice.choice([b"\r\n", b"\x00", b"\n\n", b": ", b"\xff"])
            case 3:
                whole *= dice.choice([1, 2])
        whole = whole or bytearray(b"H")
    return bytes(whole)


@pytest.mark.parametrize("seed", range(12))
def test_provider_that_answers_anything_is_examined_to_the_end(payments: Bundle, seed: int) -> None:
    try:
        found = examined(payments, rolled(seed))
    except CannotRun as refused:
        assert refused.what
    else:
        assert found.examined["payments/v1"].facts["requests"] > 0


def test_command_line_tells_a_bad_provider_without_a_traceback(
    monorepo: Callable[..., Monorepo], tmp_path: Path
) -> None:
    made = monorepo()
    with providing(BAD["sends NUL and controls"]) as provider:
        argv = ("verify", "--contract", str(CONTRACT), "--url", f"{provider.url}/v1")
        ran = made.run(*argv, "--format", "json", "--output", str(tmp_path / "report.json"))
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert "\x1b[2J" not in ran.stdout
    assert json.loads((tmp_path / "report.json").read_text())["findings"]
