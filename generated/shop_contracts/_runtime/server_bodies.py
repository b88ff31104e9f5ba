"""Request bodies as a handler's typed `body`."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from .server_forms import read_form, read_multipart
from .server_json import Malformed, read_strictly
from .server_media import choose, unsupported
from .server_multipart import FormPart, parameters
from .server_operations import Body, Coding, Media
from .server_refusals import Violation, malformed, violated
from .server_shapes import scalar
from .server_streams import ByteStream, texts
from .server_values import judge


@dataclass(frozen=True, slots=True)
class Content:
    """A request body that was read: its value, its media type, and its parts if it has any."""

    value: Any = None
    media_type: str = ""
    parts: Sequence[FormPart] = ()


async def read_body(request: Request, body: Body | None) -> Content:
    """The body of a request; `Refused` where the contract does not admit it."""
    coding = request.headers.get("content-encoding", "identity").lower()
    if coding != "identity":
        raise unsupported((), f"content coding {coding} is not accepted")
    if body is None:
        return await _nothing(request)
    content_type = request.headers.get("content-type", "")
    if not content_type and not await _announced(request):
        return _absent(body)
    media = choose(body.content, content_type)
    if media.coding in (Coding.STREAM, Coding.LINES, Coding.RECORDS):
        return Content(_arriving(request, media), media.media_type)
    data = await request.body()
    # An empty text, file or form is one that was sent; no JSON is empty.
    if not data and media.coding not in (Coding.TEXT, Coding.BYTES, Coding.FORM):
        return _absent(body)
    return _decoded(media, content_type, data)


async def _nothing(request: Request) -> Content:
    if await _announced(request):
        raise unsupported((), "this operation takes no body")
    return Content()


async def _announced(request: Request) -> bool:
    headers = request.headers
    if headers.get("content-length", "0") != "0":
        return True
    return "transfer-encoding" in headers and bool(await request.body())


def _absent(body: Body) -> Content:
    if body.required:
        raise violated([Violation("body", "", "", "is missing")])
    return Content()


def _decoded(media: Media, content_type: str, data: bytes) -> Content:
    essence, options = parameters(content_type)
    parts: Sequence[FormPart] = ()
    match media.coding:
        case Coding.JSON:
            value = _json(data)
        case Coding.TEXT:
            value = scalar(media.shape, _text(media, data, options.get("charset", "utf-8")))
        case Coding.FORM:
            value = read_form(media, data)
        case Coding.MULTIPART:
            value, parts = read_multipart(media, data, options.get("boundary", ""))
        case _:
            return Content(data, essence)
    return Content(judge(media.type, media.check, value, "body"), essence, parts)


def _json(data: bytes) -> Any:
    try:
        return read_strictly(data)
    except Malformed as problem:
        raise malformed("body", str(problem)) from problem


def _text(media: Media, data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except LookupError as problem:
        raise unsupported((media,), f"the charset {charset} is not known") from problem
    except UnicodeDecodeError as problem:
        raise malformed("body", f"is not {charset}") from problem


def _arriving(request: Request, media: Media) -> Any:
    stream = ByteStream(request.stream())
    return stream if media.coding is Coding.STREAM else _items(stream, media)


async def _items(stream: ByteStream, media: Media) -> AsyncIterator[Any]:
    separator = b"\n" if media.coding is Coding.LINES else b"\x1e"
    async for text in texts(stream, separator):
        yield judge(media.type, media.check, _json(text), "body")
