"""The typed normal form of a contract: every format, lowered to OpenAPI 3.1 and JSON Schema 2020-12.

Reading resolves every reference, so nothing here refers to anything but named schemas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from counterfoil.model.finding import Finding
from counterfoil.model.json import Json, JsonObject, Schema
from counterfoil.model.place import Place, Source

if TYPE_CHECKING:
    from counterfoil.model.expectation import Expectations


class Kind(StrEnum):
    """What a contract describes: an HTTP API, or one message."""

    OPENAPI = "openapi"
    JSON_SCHEMA = "json-schema"


class Direction(StrEnum):
    """Which way a value travels, seen from the contract."""

    REQUEST = "request"
    RESPONSE = "response"


class In(StrEnum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Owner and stage of a contract version, from `x-owner`, `x-stability-level`, `deprecated`,
    `x-deprecated-since` and `x-sunset` (ISO dates), and `x-successor` (a contract version such as
    `orders/v2`)."""

    owner: str = ""
    stability: str = ""
    deprecated: bool = False
    since: str = ""
    sunset: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """One version of one contract: `name` may be nested (`events/order-placed`)."""

    name: str
    version: str
    """The folder's version, such as `v1`."""
    kind: Kind
    dialect: str
    """`2.0`, `3.0`, `3.1`, `3.2`, or a JSON Schema draft: `draft-04` … `2020-12`."""
    source: Source

    @property
    def id(self) -> str:
        """`orders/v1`."""
        return f"{self.name}/{self.version}"

    @property
    def title(self) -> str:
        """`orders v1`, as messages name it."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Header:
    """A response header, or a header of a multipart part."""

    name: str
    schema: Schema
    place: Place
    required: bool = False
    description: str = ""
    deprecated: bool = False
    style: str = "simple"
    explode: bool = False
    examples: tuple[tuple[Json, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property of a form or multipart body is written (OpenAPI 3.1, section 4.8.15)."""

    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body or response. `schema` is None where the contract gives none.

    `item_schema` is the schema of each item of a sequential media type (text/event-stream,
    application/x-ndjson, application/jsonl; OpenAPI 3.2, section 4.14).
    """

    media_type: str
    schema: Schema | None
    place: Place
    item_schema: Schema | None = None
    encoding: Mapping[str, Encoding] = field(default_factory=dict)
    examples: tuple[tuple[Json, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `media_type` is set where it is serialised by `content` instead of `style`.

    `name` is the wire name. `style` and `explode` always have their effective value.
    """

    name: str
    location: In
    schema: Schema
    place: Place
    required: bool = False
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    allow_empty_value: bool = False
    media_type: str = ""
    description: str = ""
    deprecated: bool = False
    examples: tuple[tuple[Json, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A request body."""

    content: tuple[Media, ...]
    place: Place
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A provider state that has to hold beforehand, from `x-given`."""

    state: str
    params: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """A documented response: `status` is `200`, a range such as `4XX`, or `default`."""

    status: str
    place: Place
    description: str = ""
    headers: tuple[Header, ...] = ()
    content: tuple[Media, ...] = ()
    links: Mapping[str, JsonObject] = field(default_factory=dict)
    given: tuple[Given, ...] = ()
    """What the provider has to be in for this response, beside what the operation needs."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A security scheme (OpenAPI 3.1, section 4.8.27).

    `type` is `apiKey`, `http`, `mutualTLS`, `oauth2` or `openIdConnect`.
    """

    id: str
    type: str
    place: Place
    name: str = ""
    """Of the header, query parameter or cookie of an apiKey."""
    location: str = ""
    """`header`, `query` or `cookie`, for an apiKey."""
    scheme: str = ""
    """`basic`, `bearer`, … in lower case, for http."""
    token_urls: Mapping[str, str] = field(default_factory=dict)
    """OAuth2 flow name → token URL."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Scheme id → scopes; all of them together satisfy the requirement. Empty: anonymous access."""

    schemes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `id` is the author's operationId, or derived from method and path."""

    id: str
    name: str
    """A Python identifier, unique within the contract."""
    method: str
    """In upper case."""
    path: str
    place: Place
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    """Alternatives: any one of them suffices. Empty: no credentials are asked for."""
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    since: str = ""
    sunset: str = ""
    servers: tuple[str, ...] = ()
    author_id: str = ""
    """The operationId as written, empty where there is none."""
    callbacks: Mapping[str, tuple["Operation", ...]] = field(default_factory=dict)
    given: tuple[Given, ...] = ()
    """The provider states that every request needs."""
    deadline: float | None = None
    """Seconds that an answer may take, from `x-deadline`."""
    unplaced: tuple[Parameter, ...] = ()
    """Parameters of the path that it has no place for, so that no request has them."""

    @property
    def title(self) -> str:
        """`GET /orders/{id}`, as messages name it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Component:
    """A named schema. `name` is a Python class name; `author_name` is what the contract calls it."""

    name: str
    schema: Schema
    place: Place
    author_name: str = ""
    hoisted: bool = False
    """True where the schema stood inline and got its name from its place."""


@dataclass(frozen=True, slots=True)
class Api:
    """A contract in normal form. Schemas refer to each other by `#/components/schemas/NAME` only."""

    contract: Contract
    title: str
    version: str
    """`info.version`, a semantic version."""
    place: Place
    description: str = ""
    lifecycle: Lifecycle = Lifecycle()
    servers: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    components: Mapping[str, Component] = field(default_factory=dict)
    security_schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    root: Schema | None = None
    """For a JSON Schema contract: the message itself, always a reference to a component."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A contract with every file that it is made of, and what was found while reading it."""

    contract: Contract
    sources: tuple[Source, ...]
    """Every file read, the entry first, then by path."""
    api: Api
    findings: tuple[Finding, ...] = ()
    expectations: tuple["Expectations", ...] = ()
    """What consumers rely on, by consumer."""
    elsewhere: tuple[str, ...] = ()
    """Files that could not be read, or to which a link leads: what they hold can change while every source
    stays as it is."""
