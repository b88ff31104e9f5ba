"""The line to a provider: bytes go out as they are, and whatever comes back is a reply or a loss."""

import gzip
import socket
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.model import CannotRun, Reply, Request
from counterfoil.verify.wire.line import Limits, Line, Loss, Lost
from raw_provider import Connection, answering, providing, reply

SOON = Limits(connect=2, silence=0.3, total=0.8, stream=0.2, body=100_000, head=20_000)
GET = Request("GET", "/orders")


def exchanged(behave: Callable[[Connection], None], request: Request = GET) -> Reply | Lost:
    with providing(behave) as provider, Line(provider.url, limits=SOON) as line:
        return line.send(request)


def lost(behave: Callable[[Connection], None], request: Request = GET) -> Lost:
    found = exchanged(behave, request)
    assert isinstance(found, Lost), found
    return found


def replied(behave: Callable[[Connection], None], request: Request = GET) -> Reply:
    found = exchanged(behave, request)
    assert isinstance(found, Reply), found
    return found


def test_request_goes_out_byte_by_byte() -> None:
    request = Request(
        "PATCH",
        "/orders/%41?a=1&a=%20|x",
        (("x-b", "1"), ("X-A", "é"), ("x-b", " 2 "), ("Content-Type", "application/json")),
        b'{"broken": \xff',
    )
    with providing(answering(reply())) as provider, Line(f"{provider.url}/v1/") as line:
        line.send(request)
    assert provider.received == [
        b"PATCH /v1/orders/%%41?a=1&a=%%20|x HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"x-b: 1\r\nX-A: \xe9\r\nx-b:  2 \r\nContent-Type: application/json\r\n"
        b'Content-Length: 12\r\n\r\n{"broken": \xff' % provider.port
    ]


def test_what_the_request_says_about_itself_is_not_changed() -> None:
    request = Request("GET", "/", (("host", "elsewhere"), ("Content-Length", "0")))
    with providing(answering(reply())) as provider, Line(provider.url) as line:
        line.send(request)
    assert provider.received == [b"GET / HTTP/1.1\r\nhost: elsewhere\r\nContent-Length: 0\r\n\r\n"]


def test_own_header_comes_before_one_for_every_request() -> None:
    every = (("X-API-Key", "one"), ("X-Tenant", "a"))
    with providing(answering(reply())) as provider, Line(provider.url, every) as line:
        line.send(Request("GET", "/", (("x-api-key", "two"),)))
    assert b"x-api-key: two\r\nX-Tenant: a\r\n\r\n" in provider.received[0]
    assert b"one" not in provider.received[0]


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", "/a b"),
        Request("GET", "/é"),
        Request("GET", "/\r\nX: y"),
        Request("G T", "/"),
        Request("GET", "/", (("X", "a\r\nY: b"),)),
        Request("GET", "/", (("X y", "a"),)),
    ],
    ids=repr,
)
def test_what_http_cannot_say_is_not_sent(request_: Request) -> None:
    with providing(answering(reply())) as provider, Line(provider.url) as line:
        found = line.send(request_)
    assert isinstance(found, Lost)
    assert found.kind is Loss.UNSENDABLE
    assert provider.received == []


def test_reply_comes_as_it_was_sent() -> None:
    raw = b"HTTP/1.1 207 X\r\nX-B: 1\r\ncontent-type: a/b\r\nX-b: 2\r\nContent-Length: 3\r\n\r\n\xff\x00a"
    assert replied(answering(raw)) == Reply(
        207,
        (("X-B", "1"), ("content-type", "a/b"), ("X-b", "2"), ("Content-Length", "3")),
        b"\xff\x00a",
    )


def test_chunks_are_put_together() -> None:
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n"
    assert replied(answering(raw)).body == b"abcde"


def test_redirects_are_replies() -> None:
    raw = reply(b"", 302, Location="/orders")
    with providing(answering(raw)) as provider, Line(provider.url) as line:
        assert isinstance(line.send(GET), Reply)
    assert len(provider.received) == 1


def test_head_has_no_body_whatever_its_length_says() -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
    assert replied(answering(raw), Request("HEAD", "/")).body == b""


def test_interim_replies_are_passed_over() -> None:
    assert replied(answering(b"HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + reply())).status == 200


def test_connection_is_kept() -> None:
    with providing(answering(reply())) as provider, Line(provider.url) as line:
        for _ in range(5):
            assert isinstance(line.send(GET), Reply)
    assert provider.connections == 1


@pytest.mark.parametrize("raw", [reply(Connection="close"), reply() + b"HTTP/1.1 200 more"])
def test_connection_is_not_kept_where_it_may_not(raw: bytes) -> None:
    with providing(answering(raw)) as provider, Line(provider.url) as line:
        for _ in range(3):
            assert isinstance(line.send(GET), Reply)
    assert provider.connections == 3


def test_request_is_sent_again_where_a_kept_connection_was_closed() -> None:
    def once(connection: Connection) -> None:
        connection.take()
        connection.send(reply())

    with providing(once) as provider, Line(provider.url, limits=SOON) as line:
        assert isinstance(line.send(GET), Reply)
        assert isinstance(line.send(GET), Reply)
    assert provider.connections == 2


def test_kept_connection_that_closes_on_the_next_request_is_tried_anew() -> None:
    def twice(connection: Connection) -> None:
        connection.take()
        connection.send(reply())
        connection.take()

    with providing(twice) as provider, Line(provider.url, limits=SOON) as line:
        assert [type(line.send(GET)) for _ in range(3)] == [Reply, Reply, Reply]
    assert provider.connections == 3


def test_request_is_not_sent_again_on_a_fresh_connection() -> None:
    def never(connection: Connection) -> None:
        connection.take()

    with providing(never) as provider, Line(provider.url, limits=SOON) as line:
        found = line.send(GET)
    assert found == Lost(Loss.CLOSED, "closed the connection without an answer")
    assert provider.connections == 1


def test_early_answer_counts_although_the_request_was_not_read() -> None:
    def hasty(connection: Connection) -> None:
        connection.stream.recv(10)
        connection.send(reply(status=413, Connection="close"))
        connection.stream.shutdown(socket.SHUT_WR)
        while connection.stream.recv(65_536):
            pass

    assert replied(hasty, Request("POST", "/", (), b"x" * 3_000_000)).status == 413


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = Line(f"http://127.0.0.1:{port}", limits=SOON).send(GET)
    assert found == Lost(Loss.UNREACHABLE, "takes no connection: nobody listens there")


def sends(raw: bytes) -> Callable[[Connection], None]:
    """Answers with these bytes, then closes the connection."""

    def behave(connection: Connection) -> None:
        connection.take()
        connection.send(raw)

    return behave


def hangs_after(raw: bytes) -> Callable[[Connection], None]:
    def behave(connection: Connection) -> None:
        connection.take()
        connection.send(raw)
        connection.take()

    return behave


def goes_on(head: bytes, again: bytes) -> Callable[[Connection], None]:
    def behave(connection: Connection) -> None:
        connection.take()
        connection.send(head)
        while True:
            connection.send(again)

    return behave


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("behave", "kind"),
    [
        (hangs_after(b""), Loss.SILENT),
        (hangs_after(HEAD), Loss.ENDLESS),
        (hangs_after(reply()[:-1]), Loss.ENDLESS),
        (sends(HEAD), Loss.CUT_SHORT),
        (sends(reply()[:-1]), Loss.CUT_SHORT),
        (sends(CHUNKED + b"\r\n5\r\nabc"), Loss.CUT_SHORT),
        (sends(b"220 mail.example ESMTP\r\n"), Loss.NOT_HTTP),
        (sends(b"\x16\x03\x01\x02\x00"), Loss.NOT_HTTP),
        (sends(b"HTTP/1.1 99999 X\r\n\r\n"), Loss.NOT_HTTP),
        (sends(b"HTTP/2 200\r\n\r\n"), Loss.NOT_HTTP),
        (sends(HEAD + b"no colon\r\n\r\n"), Loss.NOT_HTTP),
        (sends(HEAD + b"Content-Length: x\r\n\r\n"), Loss.NOT_HTTP),
        (sends(HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), Loss.NOT_HTTP),
        (sends(CHUNKED + b"\r\nzz\r\n"), Loss.NOT_HTTP),
        (sends(HEAD + b"Transfer-Encoding: gzip\r\n\r\n"), Loss.NOT_HTTP),
        (sends(b"HTTP/1.1 101 Go\r\n\r\n"), Loss.NOT_HTTP),
        (goes_on(HEAD, b"X-More: 1\r\n"), Loss.NOT_HTTP),
        (goes_on(b"", b"HTTP/1.1 103 Early\r\n\r\n"), Loss.ENDLESS),
        (goes_on(CHUNKED + b"\r\n", b"3e8\r\n" + b"x" * 1000 + b"\r\n"), Loss.TOO_LARGE),
        (goes_on(HEAD + b"\r\n", b"x" * 1000), Loss.TOO_LARGE),
        (hangs_after(HEAD + b"Content-Length: 100000000\r\n\r\n"), Loss.TOO_LARGE),
        (sends(reply(b"x", Content_Encoding="br")), Loss.UNDECODABLE),
        (sends(reply(b"x", Content_Encoding="gzip")), Loss.UNDECODABLE),
        (
            sends(reply(gzip.compress(b"x", mtime=0)[:-4], Content_Encoding="gzip")),
            Loss.UNDECODABLE,
        ),
        (sends(reply(zlib.compress(b"0" * 9_000_000), Content_Encoding="deflate")), Loss.TOO_LARGE),
        (sends(reply(b"x", Content_Encoding="gzip, gzip, gzip, gzip")), Loss.UNDECODABLE),
    ],
)
def test_what_is_no_reply_is_a_loss(behave: Callable[[Connection], None], kind: Loss) -> None:
    found = lost(behave)
    assert found.kind is kind
    assert found.detail
    assert found.detail.isprintable()


def test_reset_is_told() -> None:
    def reset(connection: Connection) -> None:
        connection.take()
        linger = struct.pack("ii", 1, 0)
        connection.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    assert lost(reset) == Lost(Loss.CLOSED, "reset the connection without an answer")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"plain", mtime=0)),
        ("x-gzip", gzip.compress(b"pla", mtime=0) + gzip.compress(b"in", mtime=0)),
        ("deflate", zlib.compress(b"plain")),
        ("deflate", zlib.compress(b"plain", wbits=-15)),
        ("deflate, gzip", gzip.compress(zlib.compress(b"plain"), mtime=0)),
        ("identity", b"plain"),
    ],
)
def test_content_codings_are_taken_off(coding: str, body: bytes) -> None:
    assert replied(answering(reply(body, Content_Encoding=coding))).body == b"plain"


EVENTS = (
    HEAD + b"Content-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
)
LINES = HEAD + b"Content-Type: application/x-ndjson\r\n\r\n"


def test_stream_that_goes_on_is_judged_by_its_whole_items() -> None:
    assert replied(hangs_after(EVENTS + b"a\r\ndata: 1\n\nd\r\n")).body == b"data: 1\n\n"
    assert replied(hangs_after(LINES + b'{"n":1}\n{"n"')).body == b'{"n":1}\n'
    assert replied(hangs_after(LINES)).body == b""


def test_stream_that_never_pauses_is_cut_at_an_item() -> None:
    body = replied(goes_on(LINES, b'{"n":1}\n' * 100)).body
    assert body.endswith(b'{"n":1}\n')
    assert set(body.splitlines()) == {b'{"n":1}'}


@pytest.mark.parametrize(
    "url", ["", "payments", "ftp://x/", "http://", "http://x:y/", "http://x/?a=1", "http://a b/"]
)
def test_what_is_no_base_url_is_refused(url: str) -> None:
    with pytest.raises(CannotRun, match="is not the base URL of a provider"):
        Line(url)


@settings(deadline=None, max_examples=150, derandomize=True, database=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.tuples(
            st.sampled_from([HEAD, CHUNKED, LINES, reply()[:-4]]), st.binary(max_size=200)
        ).map(b"".join),
    )
)
def test_any_bytes_are_a_reply_or_a_loss(raw: bytes) -> None:
    found = exchanged(sends(raw))
    assert isinstance(found, Reply | Lost)
    assert not isinstance(found, Lost) or found.detail.isprintable()
