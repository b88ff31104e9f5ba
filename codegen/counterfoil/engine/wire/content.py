"""The bytes of a body as a JSON value, as one documented media type has them."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from counterfoil.engine.records import parts, record_of
from counterfoil.engine.wire.codings import coding_of_request, coding_of_response, item_schema
from counterfoil.engine.wire.events import events
from counterfoil.engine.wire.json_text import read_json
from counterfoil.engine.wire.shapes import Components, shape_of
from counterfoil.model import Api, Direction, Encoding, Json, Media, Place, Schema
from counterfoil.runtime import server_operations as runtime
from counterfoil.runtime.client_media import is_range, is_xml
from counterfoil.runtime.server_forms import read_form, read_multipart
from counterfoil.runtime.server_multipart import parameters
from counterfoil.runtime.server_operations import Coding
from counterfoil.runtime.server_refusals import Refused
from counterfoil.runtime.server_shapes import Array, scalar
from counterfoil.runtime.server_styles import Unreadable

STREAMED = frozenset(
    {Coding.EVENTS, Coding.LINES, Coding.RAW_EVENTS, Coding.RECORDS, Coding.WHOLE_EVENTS}
)
END = "[DONE]"
"""What some providers send, in place of an item, to say that no item follows."""


@dataclass(frozen=True, slots=True)
class Content:
    """One media type of a body, ready to be read."""

    media: Media
    coding: Coding
    schema: Schema | None
    """Of the value, or of each item of a sequence; None where nothing can be said about it."""
    keyword: str
    """Where the media has it: `schema` or `itemSchema`."""
    parted: runtime.Media
    components: Components = field(default_factory=dict)
    xml: bool = False
    """Whether it is an XML document that a schema describes."""
    lists: tuple[str, ...] = ()
    """Parts of a form that are required lists and may be empty, which no form can say."""

    @property
    def streamed(self) -> bool:
        """Whether the value is a list of items, of which each keeps the schema."""
        return self.coding in STREAMED

    @property
    def place(self) -> Place:
        """Where the contract has the schema."""
        return self.media.place / self.keyword

    def read(self, content_type: str, data: bytes) -> Json:
        """The value of a body. Raises Unreadable where the bytes are none of this media type.

        Files are bytes; so is every body of which nothing is known.
        """
        match self.coding:
            case Coding.JSON:
                return read_json(data)
            case Coding.TEXT:
                return _text(self.parted, content_type, data)
            case Coding.FORM:
                return self._with_lists(_of_parts(lambda: read_form(self.parted, data)))
            case Coding.MULTIPART:
                boundary = parameters(content_type)[1].get("boundary", "")
                read = _of_parts(lambda: read_multipart(self.parted, data, boundary)[0])
                return self._with_lists(read)
            case Coding.LINES:
                return _items(data.split(b"\n"))
            case Coding.RECORDS:
                return _items(data.split(b"\x1e"))
            case Coding.EVENTS:
                return _items([each.data for each in events(data) if each.data != END])
            case Coding.RAW_EVENTS:
                return [each.data for each in events(data)]
            case Coding.WHOLE_EVENTS:
                return [each.fields for each in events(data) if each.data != END]
        return self._xml(data) if self.xml else data

    def _xml(self, data: bytes) -> Json:
        from counterfoil.engine.wire.xml_reading import read_xml

        return read_xml(self.schema or {}, self.components, data)

    def _with_lists(self, value: Json) -> Json:
        return {**{name: [] for name in self.lists}, **value} if self.lists else value


def content_of(api: Api, media: Media, direction: Direction, sent: str) -> Content:
    """How a body is read whose Content-Type is `sent` and which `media` documents."""
    # A range says nothing about the bytes; what was sent does.
    actual = replace(media, media_type=sent) if is_range(media.media_type) and sent else media
    ways = {Direction.REQUEST: coding_of_request, Direction.RESPONSE: coding_of_response}
    coding = ways[direction](actual, api.components)
    # Replies in XML are not judged: what providers write is too often not what contracts say.
    xml = direction is Direction.REQUEST and coding is Coding.BYTES and is_xml(actual.media_type)
    schema, keyword = (media.schema, "schema") if xml else _judged(media, coding, api)
    shape = shape_of(schema, api.components)
    parts = {name: _part(each) for name, each in media.encoding.items()}
    parted = runtime.Media(media.media_type, coding, shape=shape, parts=parts)
    lists = _lists(schema, api) if coding in (Coding.FORM, Coding.MULTIPART) else ()
    whole = xml and schema is not None
    return Content(media, coding, schema, keyword, parted, api.components, whole, lists)


def _lists(schema: Schema | None, api: Api) -> tuple[str, ...]:
    seen = record_of(schema or {}, api.components, Direction.REQUEST)
    return tuple(
        name
        for name, each in seen.properties.items()
        if name in seen.required
        and isinstance(shape_of(each, api.components), Array)
        and not any(part.get("minItems") for part in parts(each, api.components))
    )


def chosen(documented: Sequence[Media], content_type: str) -> Media | None:
    """The documented media that a Content-Type means, the most exact one first."""
    wanted, options = parameters(content_type)
    found: Media | None = None
    best = (-1, -1)
    for media in documented:
        essence, fixed = parameters(media.media_type)
        if not _covers(essence, wanted):
            continue
        alike = sum(options.get(name) == value for name, value in fixed.items())
        if (rank := (-essence.count("*"), alike - len(fixed))) > best or found is None:
            found, best = media, rank
    return found


def _covers(documented: str, sent: str) -> bool:
    if documented in (sent, "*/*", "*"):
        return bool(sent)
    family, _, rest = documented.partition("/")
    return rest == "*" and sent.partition("/")[0] == family


def _judged(media: Media, coding: Coding, api: Api) -> tuple[Schema | None, str]:
    if coding in (Coding.BYTES, Coding.STREAM):
        return None, "schema"
    if coding not in STREAMED:
        return media.schema, "schema"
    if media.item_schema is not None:
        return media.item_schema, "itemSchema"
    return item_schema(media, api.components), "schema"


def _part(encoding: Encoding) -> runtime.Part:
    joined = encoding.explode is False or (
        encoding.explode is None and encoding.style not in ("", "form")
    )
    return runtime.Part(encoding.content_type, encoding.style, not joined)


def _text(media: runtime.Media, content_type: str, data: bytes) -> Json:
    charset = parameters(content_type)[1].get("charset", "utf-8")
    if _codec(charset) not in _CHARSETS:
        raise Unreadable(f"is in the charset {charset}, which is not read here")
    try:
        return scalar(media.shape, data.decode(charset))
    except ValueError as problem:
        raise Unreadable(f"is not {charset}") from problem


def _codec(charset: str) -> str:
    try:
        return codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""


_CHARSETS = frozenset(
    {"ascii", "cp1252", "iso8859-1", "iso8859-15", "utf-16", "utf-16-be", "utf-16-le", "utf-8"}
)
"""Python knows others, of which some unpack archives, and some are slow on purpose-made texts."""


def _of_parts(read: Callable[[], Json]) -> Json:
    try:
        return read()
    except Refused as refused:
        violation = refused.refusal.violations[0]
        within = f"has the part `{violation.pointer[1:]}`, which " if violation.pointer else ""
        raise Unreadable(f"{within}{violation.detail}") from refused
    except ValueError as problem:
        raise Unreadable(f"is no form that can be read: {problem}") from problem


def _items(pieces: Sequence[bytes | str]) -> list[Json]:
    return [_item(index, piece) for index, piece in enumerate(_filled(pieces))]


def _item(index: int, piece: bytes | str) -> Json:
    try:
        return read_json(piece)
    except Unreadable as problem:
        raise Unreadable(f"has the item {index}, which {problem}") from problem


def _filled(pieces: Sequence[bytes | str]) -> Iterator[bytes | str]:
    return (piece for piece in pieces if piece.strip())
