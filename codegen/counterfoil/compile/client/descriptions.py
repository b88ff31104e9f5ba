"""The descriptions of operations that generated clients hand to their runtime, as source."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from counterfoil.compile.client.arguments import Argument, Sent
from counterfoil.compile.client.ways import Content, Described, Way
from counterfoil.compile.source import Group, Source, call, items, mapping
from counterfoil.compile.text import literal
from counterfoil.model import Api, Encoding, In, Operation, Parameter, Requirement


def description(
    operation: Operation, way: Way, arguments: Sequence[Argument], bodies: Sequence[Sent], api: Api
) -> Group:
    """`Operation(…)`."""
    parameters = [each.parameter for each in arguments if each.parameter is not None]
    needs_body = operation.body is not None and operation.body.required
    security = [_requirement(each, api) for each in operation.security]
    server = next((url for url in operation.servers if is_absolute(url)), "")
    return call(
        "Operation",
        literal(operation.method),
        literal(operation.path),
        parameters=items(map(_parameter, parameters)) if parameters else None,
        bodies=items(map(_body, bodies)) if bodies else None,
        body_required=_flag(needs_body),
        replies=mapping((literal(each.status), _reply(each)) for each in way.replies),
        security=_security(each for each in security if each.members),
        server=literal(server) if server and operation.servers != api.servers else None,
        deprecated=literal(deprecation(operation, api)) if operation.deprecated else None,
    )


def deprecation(operation: Operation, api: Api) -> str:
    """What to tell those who call a deprecated operation."""
    sunset = operation.sunset or (api.lifecycle.sunset if api.lifecycle.deprecated else "")
    return f"is deprecated{_until(sunset)}{_instead(api.lifecycle.successor)}"


def contract_deprecation(api: Api) -> str:
    """What to tell those who use a deprecated contract; nothing where it is not deprecated."""
    life = api.lifecycle
    if not life.deprecated:
        return ""
    return f"{api.contract.title} is deprecated{_until(life.sunset)}{_instead(life.successor)}"


def server_of(api: Api) -> str:
    """The first address that needs no further one; empty where the contract names none."""
    return next((url for url in api.servers if is_absolute(url)), "")


def is_absolute(url: str) -> bool:
    """True for a server that needs no further address.

    >>> is_absolute("https://api.example.com/v1"), is_absolute("/v1"), is_absolute("https://{h}")
    (True, False, False)
    """
    return url.startswith(("http://", "https://")) and "{" not in url


def _until(sunset: str) -> str:
    return f" and gone after {sunset}" if sunset else ""


def _instead(successor: str) -> str:
    return f"; use {successor}" if successor else ""


def _flag(set_: bool) -> str | None:
    return "True" if set_ else None


def _security(requirements: Iterable[Group]) -> Group | None:
    found = items(requirements)
    return found if found.members else None


def _parameter(parameter: Parameter) -> Group:
    name, location = parameter.name, parameter.location
    if parameter.media_type:
        return _written_whole(name, location, parameter.media_type)
    return _styled(name, location, parameter.style, parameter.explode, parameter.allow_reserved)


@lru_cache(maxsize=10_000)
def _written_whole(name: str, location: In, media_type: str) -> Group:
    return call("Parameter", literal(name), literal(location), media_type=literal(media_type))


@lru_cache(maxsize=10_000)
def _styled(name: str, location: In, style: str, explode: bool, reserved: bool) -> Group:
    return call(
        "Parameter",
        literal(name),
        literal(location),
        style=None if style == _STYLES[location] else literal(style),
        explode=_flag(explode),
        reserved=_flag(reserved),
    )


_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


def _body(body: Sent) -> Group:
    encodings = body.media.encoding.items()
    return call(
        "Body",
        literal(body.media.media_type),
        body.type.text,
        encoding=(
            mapping((literal(name), _encoding(each)) for name, each in encodings)
            if encodings
            else None
        ),
        items=_flag(body.items),
    )


def _encoding(encoding: Encoding) -> Group:
    return call(
        "Encoding",
        *([literal(encoding.content_type)] if encoding.content_type else []),
        style=literal(encoding.style) if encoding.style else None,
        explode=None if encoding.explode is None else literal(encoding.explode),
        reserved=_flag(encoding.allow_reserved),
    )


def _reply(reply: Described) -> Group:
    carried = mapping(map(_typed, reply.content))
    return call(
        "Reply",
        *([carried] if reply.content or reply.error else []),
        *([f"errors.{reply.error}"] if reply.error else []),
    )


def _typed(content: Content) -> tuple[str, Source]:
    text = content.type.text
    return literal(content.media.media_type), f"Event({text})" if content.whole else text


def _requirement(requirement: Requirement, api: Api) -> Group:
    """The schemes of a requirement that credentials are passed for: certificates are the transport's."""
    return mapping(
        (literal(name), items(map(literal, scopes)))
        for name, scopes in requirement.schemes.items()
        if name not in api.security_schemes or api.security_schemes[name].type != "mutualTLS"
    )
