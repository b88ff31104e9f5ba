"""A generated client against a real provider on a loopback port."""

import asyncio
import datetime
import email.utils
import json
import threading
import time
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import httpx2
import pytest

from client_packages import import_client
from client_provider import Provider, Say, json_of, serve

PART = b'{"name":"bolt","tags":["m8"]}'
PROBLEM = {"Content-Type": "application/problem+json"}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_client(tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serve() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.says(json_of(PART))
    return running


@pytest.fixture
def client(parts: ModuleType, provider: Provider) -> Iterator[Any]:
    with parts.Client(provider.url, retry=parts.Retry(base=0.01)) as client:
        yield client


def test_a_call_sends_each_parameter_where_it_belongs(client: Any, provider: Provider) -> None:
    part = client.get_part(
        "a b", wait=1.5, from_="x", self_="y", body_="z", x_trace_id="t-ü", session="s"
    )
    assert part.name == "bolt"
    assert provider.last.target == "/parts/a%20b?wait=1.5&from=x&self=y"
    assert provider.last.headers["body"] == "z"
    assert provider.last.headers["X-Trace-Id"].encode("latin-1").decode() == "t-ü"
    assert provider.last.headers["Cookie"] == "session=s"
    assert (
        provider.last.headers["Accept"] == "application/json, application/problem+json, text/plain"
    )


def test_absent_parameters_are_not_sent(client: Any, provider: Provider) -> None:
    client.get_part("a")
    assert provider.last.target == "/parts/a"
    assert "Cookie" not in provider.last.headers


def test_an_async_call_sends_and_reads_the_same(parts: ModuleType, provider: Provider) -> None:
    async def run() -> Any:
        async with parts.AsyncClient(provider.url) as client:
            return await client.get_part("a", from_="x")

    assert asyncio.run(run()).name == "bolt"
    assert provider.last.target == "/parts/a?from=x"


def test_styles_meet_in_one_query(client: Any, provider: Provider) -> None:
    provider.says(json_of(b"[" + PART + b"]"))
    found = client.list_parts(
        colour=["red", "blue"], filter_={"size": "8"}, where={"a": 1}, next_="/p?x=1"
    )
    assert [part.name for part in found] == ["bolt"]
    assert provider.last.target == (
        "/parts?colour=red&colour=blue&filter%5Bsize%5D=8&where=%7B%22a%22%3A1%7D&next=/p?x=1"
    )


def test_a_status_without_content_gives_none(client: Any, provider: Provider) -> None:
    provider.says(Say(202))
    assert client.get_part("a") is None
    provider.says(Say(204))
    assert client.delete_part.__doc__.startswith("DELETE")


def test_head_gives_none_and_raw_gives_the_headers(client: Any, provider: Provider) -> None:
    provider.says(json_of(PART, etag='"7"'))
    assert client.check_part("a") is None
    assert client.raw(client.check_part, "a").headers["etag"] == '"7"'


# Errors


def test_a_documented_error_carries_its_body(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(404, b'{"title":"No such part"}', PROBLEM))
    with pytest.raises(
        parts.NotFoundError, match=r"client v1 GET /parts/\{part_id\} answered 404"
    ) as caught:
        client.get_part("a")
    assert caught.value.body.title == "No such part"
    assert caught.value.status == 404
    assert isinstance(caught.value, parts.ApiError)
    assert isinstance(caught.value, parts.ClientError)


def test_a_range_of_statuses_has_one_error(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(501, b"No.", {"Content-Type": "text/plain"}))
    with pytest.raises(parts.Status5XXError) as caught:
        client.get_part("a")
    assert (caught.value.body, caught.value.status) == ("No.", 501)


def test_default_is_an_error_beside_a_success(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(418, b'{"title":"Teapot"}', PROBLEM))
    with pytest.raises(parts.DefaultError) as caught:
        client.put_part("a", parts.models.Part(name="bolt"))
    assert caught.value.body.title == "Teapot"


def test_a_lone_default_is_a_result_below_400(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    assert client.close_parts().name == "bolt"
    provider.says(json_of(PART, 409))
    with pytest.raises(parts.DefaultError):
        client.close_parts()


def test_an_undocumented_status_has_its_own_error(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(418, b"short and stout"))
    with pytest.raises(parts.UndocumentedStatusError, match="418: short and stout") as caught:
        client.get_part("a")
    assert caught.value.body is None
    assert caught.value.response.text == "short and stout"


def test_an_error_page_of_a_proxy_keeps_its_status(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(404, b"<h1>Not here</h1>", {"Content-Type": "text/html"}))
    with pytest.raises(parts.NotFoundError, match="<h1>Not here</h1>") as caught:
        client.get_part("a")
    assert caught.value.body is None


@pytest.mark.parametrize(
    "answer",
    [json_of(b'{"tags":[]}'), json_of(b"{"), Say(200, b"<p>", {"Content-Type": "text/html"})],
)
def test_an_answer_that_is_not_as_described_is_undecodable(
    client: Any, parts: ModuleType, provider: Provider, answer: Say
) -> None:
    provider.says(answer)
    with pytest.raises(parts.UndecodableError) as caught:
        client.get_part("a")
    assert caught.value.response.content == answer.body


def test_no_connection_is_unreachable(parts: ModuleType) -> None:
    with (
        parts.Client("http://127.0.0.1:9", retry=parts.Retry(base=0.001)) as client,
        pytest.raises(parts.UnreachableError, match="no answer in 3 attempts"),
    ):
        client.get_part("a")


# Retries


def test_an_idempotent_call_is_tried_again(client: Any, provider: Provider) -> None:
    provider.says(Say(503), Say(502), json_of(PART))
    assert client.get_part("a").name == "bolt"
    assert len(provider.got) == 3


def test_attempts_come_to_an_end(client: Any, parts: ModuleType, provider: Provider) -> None:
    provider.says(Say(503))
    with pytest.raises(parts.Status5XXError):
        client.get_part("a")
    assert len(provider.got) == 3


def test_retries_can_be_turned_off(client: Any, parts: ModuleType, provider: Provider) -> None:
    provider.says(Say(503))
    with pytest.raises(parts.Status5XXError):
        client.with_options(retry=parts.Retry(attempts=1)).get_part("a")
    assert len(provider.got) == 1


def test_what_is_not_idempotent_is_not_repeated(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(503))
    with pytest.raises(parts.UndocumentedStatusError):
        client.send_photo("a", body={"title": "A"})
    assert len(provider.got) == 1


def test_an_idempotency_key_is_made_once_and_makes_a_call_repeatable(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(503), json_of(PART, 201))
    client.add_part(parts.models.Part(name="bolt"))
    keys = [got.headers["Idempotency-Key"] for got in provider.got]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    client.add_part(parts.models.Part(name="bolt"), idempotency_key="mine")
    assert provider.last.headers["Idempotency-Key"] == "mine"


def test_a_body_that_can_be_read_only_once_is_not_repeated(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(503))
    with pytest.raises(parts.UndocumentedStatusError):
        client.replace_photo("a", iter([b"one", b"two"]), content_type="image/png")
    assert [got.body for got in provider.got] == [b"onetwo"]


def test_retry_after_in_seconds_is_honoured(client: Any, provider: Provider) -> None:
    provider.says(Say(429, headers={"Retry-After": "1"}), json_of(PART))
    start = time.monotonic()
    client.get_part("a")
    assert time.monotonic() - start >= 1.0


def test_retry_after_as_a_date_is_honoured(client: Any, provider: Provider) -> None:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=2)
    date = email.utils.format_datetime(moment, usegmt=True)
    provider.says(Say(503, headers={"Retry-After": date}), json_of(PART))
    start = time.monotonic()
    client.get_part("a")
    # An HTTP date has no fractions of seconds.
    assert time.monotonic() - start >= 0.9


def test_a_pause_beyond_patience_or_deadline_is_not_begun(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(503, headers={"Retry-After": "3600"}))
    with pytest.raises(parts.Status5XXError):
        client.get_part("a")
    hurried = client.with_options(timeouts=parts.Timeouts(total=1))
    provider.says(Say(503, headers={"Retry-After": "2"}))
    with pytest.raises(parts.Status5XXError):
        hurried.get_part("a")
    assert len(provider.got) == 1


def test_async_retries_likewise(parts: ModuleType, provider: Provider) -> None:
    async def run() -> Any:
        async with parts.AsyncClient(provider.url, retry=parts.Retry(base=0.01)) as client:
            return await client.get_part("a")

    provider.says(Say(503), Say(429, headers={"Retry-After": "0"}), json_of(PART))
    assert asyncio.run(run()).name == "bolt"
    assert len(provider.got) == 3


# Timeouts


def test_a_silent_provider_times_out(client: Any, parts: ModuleType, provider: Provider) -> None:
    provider.says(Say(delay=1))
    once = client.with_options(timeouts=parts.Timeouts(read=0.1), retry=parts.Retry(attempts=1))
    # Whoever waited for long enough would get an answer.
    with pytest.raises(parts.TimedOutError):
        once.get_part("a")


def test_a_time_out_is_also_pythons(parts: ModuleType) -> None:
    assert issubclass(parts.TimedOutError, TimeoutError)


@pytest.mark.parametrize(
    "answer",
    [
        Say(delay=1),
        Say(200, [b" "] * 30, {"Content-Type": "application/json"}, pause=0.05),
    ],
    ids=["silent", "dripping"],
)
def test_total_bounds_the_call_with_its_attempts(
    client: Any, parts: ModuleType, provider: Provider, answer: Say
) -> None:
    provider.says(answer)
    hurried = client.with_options(timeouts=parts.Timeouts(total=0.4))
    with pytest.raises(parts.TimedOutError):
        hurried.get_part("a")


@pytest.mark.parametrize(
    "answer",
    [
        Say(delay=1),
        Say(200, [b" "] * 30, {"Content-Type": "application/json"}, pause=0.05),
    ],
    ids=["silent", "dripping"],
)
def test_async_total_bounds_likewise(parts: ModuleType, provider: Provider, answer: Say) -> None:
    async def run() -> Any:
        timeouts = parts.Timeouts(total=0.4)
        async with parts.AsyncClient(provider.url, timeouts=timeouts) as client:
            return await client.get_part("a")

    provider.says(answer)
    with pytest.raises(parts.TimedOutError):
        asyncio.run(run())


# Bodies


def test_json_bodies(client: Any, parts: ModuleType, provider: Provider) -> None:
    client.put_part("a", parts.models.Part(name="nut"))
    assert provider.last.headers["Content-Type"] == "application/json"
    assert json.loads(provider.last.body)["name"] == "nut"


@pytest.mark.parametrize(
    ("content_type", "body", "sent"),
    [
        (
            "application/x-www-form-urlencoded",
            {"name": "a&b", "tags": ["x", "y"]},
            b"name=a%26b&tags=x&tags=y",
        ),
        ("text/plain", "bölt", "bölt".encode()),
        ("application/xml", b"<part/>", b"<part/>"),
    ],
)
def test_other_media_types_are_chosen_by_name(
    client: Any, provider: Provider, content_type: str, body: object, sent: bytes
) -> None:
    provider.says(json_of(PART, 201))
    client.add_part(body, content_type=content_type)
    assert provider.last.headers["Content-Type"] == content_type
    assert provider.last.body == sent


def test_an_undocumented_media_type_is_refused(client: Any) -> None:
    with pytest.raises(ValueError, match="content_type='image/png' is none of application/json"):
        client.add_part(b"", content_type="image/png")


def test_a_model_becomes_a_multipart_form_with_its_encoding(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(204))
    photo = parts.models.Photo(image=b"\x89PNG", title="Bölt", notes={"a": 1}, tags=["x", "y"])
    client.send_photo("a", body=photo)
    assert provider.last.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    body = provider.last.body
    assert (
        b'Content-Disposition: form-data; name="image"; filename="image"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n"
    ) in body
    assert b'name="notes"\r\nContent-Type: application/json\r\n\r\n{"a": 1}\r\n' in body
    assert 'name="title"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBölt'.encode() in body
    assert body.count(b'name="tags"') == 2


def test_a_file_names_itself(client: Any, parts: ModuleType, provider: Provider) -> None:
    provider.says(Say(204))
    client.send_photo(
        "a", body={"image": parts.File(b"GIF", "b.gif", "image/gif", {"X-Frame": "1"})}
    )
    assert (
        b'filename="b.gif"\r\nX-Frame: 1\r\nContent-Type: image/gif\r\n\r\nGIF'
        in provider.last.body
    )


def test_a_form_without_fields_is_still_a_form(client: Any, provider: Provider) -> None:
    provider.says(Say(204))
    client.send_photo("a", body={})
    assert provider.last.headers["Content-Type"] == "multipart/form-data; boundary=none"
    assert provider.last.body == b"--none--\r\n"


def test_an_optional_body_may_be_absent(client: Any, provider: Provider) -> None:
    provider.says(Say(204))
    client.send_photo("a")
    assert provider.last.body == b""
    assert "Content-Type" not in provider.last.headers


def test_binary_bodies_come_from_bytes_files_and_iterables(
    client: Any, parts: ModuleType, provider: Provider, tmp_path: Any
) -> None:
    provider.says(Say(204))
    path = tmp_path / "photo.png"
    path.write_bytes(b"one\ntwo")
    with path.open("rb") as file:
        for content in (b"one\ntwo", file, iter([b"one\n", b"two"])):
            client.replace_photo("a", content, content_type="image/png")
            assert provider.last.body == b"one\ntwo"
            assert provider.last.headers["Content-Type"] == "image/png"


def test_async_binary_bodies_likewise(parts: ModuleType, provider: Provider, tmp_path: Any) -> None:
    async def pieces() -> Any:
        yield b"one\n"
        yield b"two"

    async def run() -> None:
        async with parts.AsyncClient(provider.url) as client:
            with path.open("rb") as file:
                for content in (b"one\ntwo", file, iter([b"one\n", b"two"]), pieces()):
                    await client.replace_photo("a", content, content_type="image/png")
                    assert provider.last.body == b"one\ntwo"

    provider.says(Say(204))
    path = tmp_path / "photo.png"
    path.write_bytes(b"one\ntwo")
    asyncio.run(run())


# Streams


EVENTS = Say(
    200,
    [b'data: {"name":', b'"bolt"}\n\n: ping\n\ndata: {"na', b'me":"nut"}\n\ndata: [DONE]\n\n'],
    {"Content-Type": "text/event-stream"},
)


def test_events_are_decoded_as_they_come(client: Any, provider: Provider) -> None:
    provider.says(EVENTS)
    with client.watch_parts() as stream:
        assert [part.name for part in stream] == ["bolt", "nut"]
    assert provider.last.headers["Accept"] == "text/event-stream"


def test_events_without_a_type_come_whole(client: Any, provider: Provider) -> None:
    body = [b"event: made\nid: 7\ndata: a\ndata: b\n\n"]
    provider.says(Say(200, body, {"Content-Type": "text/event-stream"}))
    (event,) = client.watch_events()
    assert (event.event, event.id, event.data) == ("made", "7", "a\nb")


def test_the_first_item_is_there_before_the_last(client: Any, provider: Provider) -> None:
    first_was_read = threading.Event()

    def lines() -> Iterator[bytes]:
        yield b'{"name":"a"}\n'
        yield b'{"name":"b"}\n' if first_was_read.wait(10) else b'{"name":"never read"}\n'

    provider.says(Say(200, lines(), {"Content-Type": "application/x-ndjson"}))
    with client.list_parts_stream() as stream:
        items = iter(stream)
        assert next(items).name == "a"
        first_was_read.set()
        assert next(items).name == "b"


def test_lines_are_cut_where_lines_end_only(client: Any, provider: Provider) -> None:
    body = '{"name":"a\u2028b"}\r\n\n{"name":"c"}'.encode()
    pieces = [body[:5], body[5:12], body[12:]]
    provider.says(Say(200, pieces, {"Content-Type": "application/x-ndjson"}))
    assert [part.name for part in client.list_parts_stream()] == ["a\u2028b", "c"]


def test_events_may_be_typed_as_a_whole(client: Any, provider: Provider) -> None:
    body = [b'event: made\nid: 7\ndata: {"name":"bolt"}\n\ndata: x\n\n']
    provider.says(Say(200, body, {"Content-Type": "text/event-stream"}))
    first, second = client.watch_typed_events()
    assert (first.event, first.id, first.data) == ("made", "7", '{"name":"bolt"}')
    assert (second.event, second.data) == (None, "x")


def test_async_streams_likewise(parts: ModuleType, provider: Provider) -> None:
    async def run() -> list[str]:
        async with parts.AsyncClient(provider.url) as client, await client.watch_parts() as stream:
            return [part.name async for part in stream]

    provider.says(EVENTS)
    assert asyncio.run(run()) == ["bolt", "nut"]


@pytest.mark.parametrize("pause", [0.15, 0.5])
def test_a_stream_outlives_the_total_timeout(
    client: Any, parts: ModuleType, provider: Provider, pause: float
) -> None:
    lines = [b'{"name":"a"}\n'] * 2
    provider.says(Say(200, lines, {"Content-Type": "application/x-ndjson"}, pause=pause))
    hurried = client.with_options(timeouts=parts.Timeouts(total=0.25))
    assert len(list(hurried.list_parts_stream())) == 2


def test_a_stream_that_breaks_or_cannot_be_read_says_so(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(200, [b"{}\n"], {"Content-Type": "application/x-ndjson"}))
    with pytest.raises(parts.UndecodableError):
        list(client.list_parts_stream())
    provider.says(
        Say(200, [b'{"name":"a"}\n'] * 3, {"Content-Type": "application/x-ndjson"}, pause=0.3)
    )
    hurried = client.with_options(timeouts=parts.Timeouts(read=0.1))
    with pytest.raises(parts.TimedOutError):
        list(hurried.list_parts_stream())


def test_an_error_in_place_of_a_stream_is_raised_by_the_call(
    client: Any, parts: ModuleType, provider: Provider
) -> None:
    provider.says(Say(404))
    with pytest.raises(parts.NotFoundError):
        client.watch_parts()
    provider.says(Say(404, b'{"title":"None"}', PROBLEM))
    with pytest.raises(parts.NotFoundError) as caught:
        client.get_photo("a")
    assert caught.value.body.title == "None"


def test_downloads_are_read_in_pieces_at_once_or_into_a_file(
    client: Any, provider: Provider, tmp_path: Any
) -> None:
    photo = b"\x00" * 200_000
    provider.says(Say(200, photo, {"Content-Type": "image/png"}))
    with client.get_photo("a") as download:
        assert sum(map(len, download)) == len(photo)
    assert client.get_photo("a").read() == photo
    assert client.get_photo("a").save(tmp_path / "photo.png") == len(photo)
    assert (tmp_path / "photo.png").read_bytes() == photo


def test_async_downloads_likewise(parts: ModuleType, provider: Provider, tmp_path: Any) -> None:
    async def run() -> None:
        async with parts.AsyncClient(provider.url) as client:
            assert await (await client.get_photo("a")).read() == b"photo"
            assert await (await client.get_photo("a")).save(tmp_path / "photo.png") == 5

    provider.says(Say(200, b"photo", {"Content-Type": "image/png"}))
    asyncio.run(run())


# Raw answers, deprecations, transports


def test_raw_gives_the_result_with_its_response(client: Any, provider: Provider) -> None:
    provider.says(json_of(PART, etag="7"))
    answer = client.raw(client.get_part, "a", from_="b")
    assert (answer.value.name, answer.status, answer.headers["etag"]) == ("bolt", 200, "7")
    assert answer.response.content == PART


def test_async_raw_likewise(parts: ModuleType, provider: Provider) -> None:
    async def run() -> Any:
        async with parts.AsyncClient(provider.url) as client:
            return await client.raw(client.get_part, "a")

    assert asyncio.run(run()).response.content == PART


def test_a_deprecated_operation_warns_its_caller(client: Any, provider: Provider) -> None:
    provider.says(Say(204))
    with pytest.warns(
        DeprecationWarning, match="is deprecated and gone after 2031-01-31"
    ) as caught:
        client.delete_part("a")
        client.raw(client.delete_part, "a")
    assert [warning.filename for warning in caught] == [__file__, __file__]


def test_deprecation_and_sunset_headers_warn_the_caller(client: Any, provider: Provider) -> None:
    headers = {
        "Deprecation": "@1688169599",
        "Sunset": "Sun, 30 Jun 2030 23:59:59 GMT",
        "Link": '<https://parts.example.com/why>; rel="deprecation"',
    }
    provider.says(json_of(PART, **headers))
    with pytest.warns(DeprecationWarning) as caught:
        client.get_part("a")
    assert str(caught[0].message) == (
        "client v1 GET /parts/{part_id} is deprecated as of 2023-06-30, gone after 2030-06-30; "
        "see https://parts.example.com/why"
    )
    assert caught[0].filename == __file__


def test_async_deprecations_warn_the_caller_too(parts: ModuleType, provider: Provider) -> None:
    async def run() -> None:
        async with parts.AsyncClient(provider.url) as client:
            await client.delete_part("a")

    provider.says(Say(204))
    with pytest.warns(DeprecationWarning) as caught:
        asyncio.run(run())
    assert caught[0].filename == __file__


def test_nothing_warns_where_nothing_is_deprecated(client: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.get_part("a")


def test_any_transport_can_be_injected(parts: ModuleType) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"name": str(request.url)})

    with parts.Client(transport=httpx2.MockTransport(answer)) as client:
        assert client.get_part("a").name == "https://parts.example.com/v1/parts/a"


def test_a_base_url_that_is_none_is_refused(parts: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"base_url='parts\.example' is not an absolute URL"):
        parts.Client("parts.example")
