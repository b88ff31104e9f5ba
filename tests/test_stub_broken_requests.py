"""Clients that send what is no request, too much, too little or too slowly do a stub no harm."""

import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from counterfoil.model import Bundle
from counterfoil.stub.beside import read
from counterfoil.stub.faults.fault_words import plan
from counterfoil.stub.programmable import Programmable
from counterfoil.stub.serving.limits import Limits
from counterfoil.stub.serving.server import Background, Listener, bind
from stub_process import connected, exchanged, rest, stub_process

FIELDS = b"Host: a\r\nX-API-Key: k\r\n"
GET = b"GET /v2/orders HTTP/1.1\r\n" + FIELDS
POST = b"POST /v2/orders HTTP/1.1\r\n" + FIELDS
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

BROKEN = {
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    "http2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "zeros": bytes(5000),
    "blank lines": b"\r\n" * 5000,
    "no method": b" / HTTP/1.1\r\n\r\n",
    "no version": b"GET /v2/orders\r\n\r\n",
    "another version": b"GET /v2/orders HTTP/3.7\r\n\r\n",
    "a path of bytes": b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
    "a huge path": b"GET " + b"/a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    "a huge field": GET + b"X: " + b"a" * 300_000,
    "many fields": GET + b"".join(b"X%d: y\r\n" % number for number in range(20_000)),
    "a field of bytes": GET + b"X: \xff\x00\r\n\r\n",
    "no end of the head": GET,
    "half a method": b"GE",
    "an unfinished body": POST + b"Content-Length: 2000000\r\n\r\n" + b"a" * 500_000,
    "a body over the cap": POST + b"Content-Length: 99999999999\r\n\r\n" + b"a" * 100_000,
    "no number": POST + b"Content-Length: many\r\n\r\n",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length and chunks": POST
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a chunk of rubbish": CHUNKED + b"zz\r\n",
    "an unfinished chunk": CHUNKED + b"fffff\r\n" + b"a" * 500_000,
    "tiny chunks": CHUNKED + b"1\r\na\r\n" * 20_000,
    "many trailers": CHUNKED + b"0\r\n" + b"T: b\r\n" * 20_000,
    "pipelining": (GET + b"\r\n") * 2000,
    "rubbish behind a request": GET + b"\r\nrubbish\r\n\r\n",
    "an upgrade": GET + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\nrubbish",
    "connect": b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\nrubbish",
    "expect": POST + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n",
}

REFUSED = {
    "tls": 400,
    "http2": 400,
    "zeros": 400,
    "no method": 400,
    "another version": 400,
    "a path of bytes": 400,
    "a huge path": 431,
    "a huge field": 431,
    "many fields": 431,
    "a body over the cap": 413,
    "no number": 400,
    "a negative length": 400,
    "two lengths": 400,
    "a length and chunks": 400,
    "a chunk of rubbish": 400,
    "many trailers": 431,
}


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """A stub that waits for a second at most."""
    with playing(Limits(reading=1.0, writing=1.0, idle=1.0)) as url:
        yield url


@pytest.mark.parametrize(("kind", "status"), REFUSED.items())
def test_what_is_no_request_is_refused(impatient: str, kind: str, status: int) -> None:
    reply = exchanged(impatient, BROKEN[kind])
    assert statuses(reply) == [status]
    assert b"connection: close" in reply
    assert b"application/problem+json" in reply
    assert is_up(impatient)


@pytest.mark.parametrize("kind", ["no end of the head", "half a method", "an unfinished body"])
def test_what_does_not_arrive_in_time_is_given_up(impatient: str, kind: str) -> None:
    assert statuses(exchanged(impatient, BROKEN[kind])) == [408]


def test_a_head_that_comes_byte_by_byte_is_given_up(impatient: str) -> None:
    with connected(impatient) as slow:
        sent = 0
        try:
            for byte in GET * 10_000:
                slow.sendall(bytes([byte]))
                sent += 1
                slow.settimeout(0.05)
                try:
                    if slow.recv(1):
                        break
                except TimeoutError:
                    continue
        except OSError:
            pass
    assert sent < 10_000


def test_a_connection_that_says_nothing_is_closed(impatient: str) -> None:
    assert exchanged(impatient, b"") == b""
    assert exchanged(impatient, b"\r\n" * 100) == b""


def test_who_does_not_read_is_cut_off(impatient: str) -> None:
    with connected(impatient) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with pytest.raises(OSError):
            while True:
                deaf.sendall(GET + b"\r\n")
    assert is_up(impatient)


def test_pipelined_requests_are_answered_in_their_order(impatient: str) -> None:
    first = b"GET /v2/orders?limit=1 HTTP/1.1\r\n" + FIELDS + b"\r\n"
    second = b"GET /v2/orders?limit=0 HTTP/1.1\r\n" + FIELDS + b"\r\n"
    last = GET + b"Connection: close\r\n\r\n"
    assert statuses(exchanged(impatient, first + second + last)) == [200, 400, 200]


def test_more_pipelined_requests_than_are_taken_are_left_to_another_connection(
    impatient: str,
) -> None:
    replies = exchanged(impatient, (GET + b"\r\n") * 100)
    assert 0 < len(statuses(replies)) < 100
    assert set(statuses(replies)) == {200}
    assert replies.count(b"connection: close") == 1


def test_what_stands_before_rubbish_is_answered(impatient: str) -> None:
    assert statuses(exchanged(impatient, BROKEN["rubbish behind a request"])) == [200]
    assert statuses(exchanged(impatient, BROKEN["an upgrade"])) == [200]


def test_the_last_connections_take_the_place_of_the_idle_ones() -> None:
    with playing(Limits(connections=10)) as url, ExitStack() as open_ones:
        for _ in range(50):
            open_ones.enter_context(connected(url))
        assert is_up(url)


def test_where_every_connection_is_busy_more_are_refused() -> None:
    with playing(Limits(connections=5), fault="hang") as url, ExitStack() as open_ones:
        for _ in range(5):
            open_ones.enter_context(connected(url)).sendall(GET + b"\r\n")
        with open_ones.enter_context(connected(url)) as more:
            more.sendall(GET + b"\r\n")
            assert statuses(rest(more)) == [503]


def test_all_bodies_together_have_a_limit() -> None:
    with playing(Limits(bodies=1_000_000)) as url, ExitStack() as open_ones:
        for _ in range(3):
            unfinished = open_ones.enter_context(connected(url))
            unfinished.sendall(POST + b"Content-Length: 400000\r\n\r\n" + b"a" * 399_999)
        last = open_ones.enter_context(connected(url))
        last.sendall(POST + b"Content-Length: 400000\r\n\r\n" + b"a" * 399_999)
        assert statuses(rest(last)) == [503]
        open_ones.close()
        reply = httpx2.post(f"{url}/orders", content=b"a" * 400_000, headers={"X-API-Key": "k"})
        assert reply.status_code != 503


def test_a_body_over_the_cap_is_refused_in_the_contracts_words(impatient: str) -> None:
    body = b"a" * (16 * 1024 * 1024 + 1)
    reply = httpx2.post(f"{impatient}/orders", content=body, headers={"X-API-Key": "k"})
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.status_code in (400, 413, 422)


def test_a_body_without_end_is_answered_once(impatient: str) -> None:
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    with connected(impatient) as client:
        client.sendall(CHUNKED)
        with suppress(OSError):
            for _ in range(40):
                client.sendall(chunk)
        with suppress(OSError):
            client.sendall(b"0\r\n\r\n")
        assert len(statuses(rest(client))) == 1
    assert is_up(impatient)


def test_a_client_that_leaves_before_the_reset_is_no_trouble() -> None:
    with playing(Limits(), fault="latency 100ms") as url:
        for _ in range(20):
            connected(url).close()
            with connected(url) as client:
                client.sendall(GET + b"\r\n")
        assert is_up(url)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_bytes_take_it_down(impatient: str, data: st.DataObject) -> None:
    """Whatever is sent, in whatever pieces: nobody else notices."""
    pieces = st.sampled_from([*BROKEN.values(), GET, POST, CHUNKED, b"\r\n", b"0\r\n\r\n", FIELDS])
    sent = data.draw(st.lists(st.one_of(pieces, st.binary(max_size=300)), max_size=6))
    cut = data.draw(st.integers(1, 5000))
    with connected(impatient, 5.0) as client:
        try:
            text = b"".join(sent)[:200_000]
            for start in range(0, len(text), cut * 50):
                client.sendall(text[start : start + cut * 50])
        except OSError:
            pass  # refused and closed while something was still to be sent
    assert is_up(impatient)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_two_hundred_broken_clients_at_once_are_borne_in_bounded_memory() -> None:
    with stub_process("orders/v2", "--port", "0") as running, ExitStack() as open_ones:
        url = running.urls["orders/v2"]
        kinds = list(BROKEN.values())

        def attack(number: int) -> None:
            client = open_ones.enter_context(connected(url, 5.0))
            with suppress(OSError):
                client.sendall(kinds[number % len(kinds)])

        for _ in range(3):
            attackers = [threading.Thread(target=attack, args=(each,)) for each in range(200)]
            for each in attackers:
                each.start()
            for _ in range(20):
                assert is_up(url)
            for each in attackers:
                each.join()
        assert is_up(url)
        assert peak(running.process.pid) < 300
        assert running.stop() == (0, "", "")


@contextmanager
def playing(limits: Limits, fault: str = "") -> Iterator[str]:
    """orders/v2 in a thread, with limits of its own."""
    background = Background(limits)
    made = Programmable([[contract()]], plans=[plan(fault)] if fault else [])
    listener = Listener(made.apps[0], bind("127.0.0.1", 0))
    background.listen(listener)
    try:
        yield f"{listener.origin}/v2"
    finally:
        background.stop()


@cache
def contract() -> Bundle:
    return read("orders/v2", ROOT)


def statuses(replies: bytes) -> list[int]:
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", replies)]


def is_up(url: str) -> bool:
    return statuses(exchanged(url, GET + b"Connection: close\r\n\r\n")) == [200]


def peak(pid: int) -> int:
    """The most memory that a process ever had, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(each for each in lines if each.startswith("VmHWM")).split()[1]) // 1024
