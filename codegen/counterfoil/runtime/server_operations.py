"""What generated code says about a contract's operations, as static values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .schema import compile_schema
from .server_shapes import TEXT, Shape


class Check:
    """Keywords that a Python type does not say; compiled when first asked."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._compiled: Callable[[Any], list[Any]] | None = None

    def __call__(self, value: Any) -> list[Any]:
        """What `value`, a JSON value, breaks."""
        if self._compiled is None:
            self._compiled = compile_schema(self._schema, {})
        return self._compiled(value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation; `argument` is what the handler calls it."""

    argument: str
    location: str
    name: str
    type: Any
    shape: Shape = TEXT
    style: str = "form"
    explode: bool = False
    required: bool = False
    default: Any = None
    allow_empty: bool = False
    media: str = ""
    """`json` or `text` where it is serialised by content instead of style."""
    check: Check | None = None


class Coding(Enum):
    """How bytes and values of a media type turn into each other."""

    JSON = "json"
    TEXT = "text"
    BYTES = "bytes"
    """Handed over whole: XML, and media types that nothing is known about."""
    STREAM = "stream"
    """Handed over as it arrives."""
    FORM = "form"
    MULTIPART = "multipart"
    EVENTS = "events"
    """Server-sent events whose data is JSON."""
    RAW_EVENTS = "raw events"
    """Server-sent events whose data is plain text."""
    WHOLE_EVENTS = "whole events"
    """Server-sent events whose items say `data`, `event`, `id` and `retry` themselves."""
    LINES = "lines"
    """One JSON text per line."""
    RECORDS = "records"
    """JSON texts led by a record separator (RFC 7464)."""


@dataclass(frozen=True, slots=True)
class Part:
    """How one property of a form or multipart body is written."""

    media_type: str = ""
    style: str = ""
    explode: bool = True


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body; `type` is of the whole value, or of each item of a stream.

    `fill` is the contract's own error body, with slots, where one could be made of its schema.
    """

    media_type: str
    coding: Coding
    type: Any = None
    shape: Shape = TEXT
    parts: Mapping[str, Part] = field(default_factory=dict)
    check: Check | None = None
    fill: Any = None


@dataclass(frozen=True, slots=True)
class Body:
    """A request body."""

    content: tuple[Media, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A response header that the contract declares."""

    name: str
    type: Any
    required: bool = False
    explode: bool = False
    check: Check | None = None


class Slot(Enum):
    """What an error body is filled with."""

    TITLE = "title"
    DETAIL = "detail"
    STATUS = "status"
    STATUS_TEXT = "status text"
    CODE = "code"
    """The title in snake case, such as `bad_request`."""
    NOW = "now"
    PLACE = "place"
    """Of one violation: `query parameter limit`."""
    REASON = "reason"
    """Of one violation."""


@dataclass(frozen=True, slots=True)
class Each:
    """A list with one item per violation."""

    item: Any


@dataclass(frozen=True, slots=True)
class Response:
    """A documented response; `status` is `200`, a range such as `4XX`, or `default`."""

    status: str
    content: tuple[Media, ...] = ()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A security scheme; `kind` is `apiKey`, `basic`, `bearer`, `mutualTLS` or another HTTP scheme."""

    id: str
    kind: str
    location: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `security` holds alternatives: scheme id → scopes."""

    name: str
    method: str
    path: str
    success: int = 200
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent with every answer: Deprecation and Sunset."""

    def response(self, status: int) -> Response | None:
        """The response documented for `status`: by itself, by its range, or by default."""
        documented = {response.status: response for response in self.responses}
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in documented:
                return documented[key]
        return None


@dataclass(frozen=True, slots=True)
class Service:
    """A contract's operations and security schemes."""

    title: str
    operations: tuple[Operation, ...]
    schemes: tuple[Scheme, ...] = ()
