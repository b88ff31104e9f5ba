"""The descriptions of operations that generated clients hand to their runtime, as source."""

from collections.abc import Iterator, Sequence

from counterfoil.compile.client.arguments import Argument, Sent
from counterfoil.compile.client.layout import Expression, Group, call, entry, keyword
from counterfoil.compile.client.ways import Content, Described, Way
from counterfoil.compile.text import literal
from counterfoil.model import Api, Encoding, Media, Operation, Parameter, Requirement


def description(
    operation: Operation, way: Way, arguments: Sequence[Argument], bodies: Sequence[Sent], api: Api
) -> Group:
    """`Operation(…)`."""
    return call("Operation", _fields(operation, way, arguments, bodies, api))


def _fields(
    operation: Operation, way: Way, arguments: Sequence[Argument], bodies: Sequence[Sent], api: Api
) -> Iterator[Expression]:
    yield literal(operation.method)
    yield literal(operation.path)
    parameters = [each.parameter for each in arguments if each.parameter is not None]
    if parameters:
        yield _tuple("parameters", [_parameter(each) for each in parameters])
    if bodies:
        yield _tuple("bodies", [_body(each) for each in bodies])
    if operation.body is not None and operation.body.required:
        yield keyword("body_required", "True")
    yield Group("replies={", tuple(entry(each.status, _reply(each)) for each in way.replies), "}")
    security = [_requirement(each, api) for each in operation.security]
    if any(each.items for each in security):
        yield _tuple("security", [each for each in security if each.items])
    server = next((url for url in operation.servers if is_absolute(url)), "")
    if server and operation.servers != api.servers:
        yield keyword("server", literal(server))
    if operation.deprecated:
        yield keyword("deprecated", literal(deprecation(operation, api)))


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


def _tuple(name: str, items: Sequence[Expression]) -> Group:
    return Group(f"{name}=(", tuple(items), ")")


def _parameter(parameter: Parameter) -> Group:
    items: list[Expression] = [literal(parameter.name), literal(parameter.location)]
    if parameter.media_type:
        items.append(keyword("media_type", literal(parameter.media_type)))
        return call("Parameter", items)
    if parameter.style != _STYLES[parameter.location]:
        items.append(keyword("style", literal(parameter.style)))
    if parameter.explode:
        items.append(keyword("explode", "True"))
    if parameter.allow_reserved:
        items.append(keyword("reserved", "True"))
    return call("Parameter", items)


_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


def _body(body: Sent) -> Group:
    items: list[Expression] = [literal(body.media.media_type), body.type.text]
    if body.media.encoding:
        encodings = tuple(_encodings(body.media))
        items.append(Group("encoding={", encodings, "}"))
    if body.items:
        items.append(keyword("items", "True"))
    return call("Body", items)


def _encodings(media: Media) -> Iterator[Expression]:
    for name, encoding in media.encoding.items():
        yield entry(name, _encoding(encoding))


def _encoding(encoding: Encoding) -> Group:
    items: list[Expression] = []
    if encoding.content_type:
        items.append(literal(encoding.content_type))
    if encoding.style:
        items.append(keyword("style", literal(encoding.style)))
    if encoding.explode is not None:
        items.append(keyword("explode", literal(encoding.explode)))
    if encoding.allow_reserved:
        items.append(keyword("reserved", "True"))
    return call("Encoding", items)


def _reply(reply: Described) -> Group:
    items: list[Expression] = []
    if reply.content or reply.error:
        items.append(Group("{", tuple(_typed(each) for each in reply.content), "}"))
    if reply.error:
        items.append(f"errors.{reply.error}")
    return call("Reply", items)


def _typed(content: Content) -> Expression:
    expression = f"Event({content.type.text})" if content.whole else content.type.text
    return entry(content.media.media_type, expression)


def _requirement(requirement: Requirement, api: Api) -> Group:
    """The schemes of a requirement that credentials are passed for: certificates are the transport's."""
    schemes = [
        entry(name, _scopes(scopes))
        for name, scopes in requirement.schemes.items()
        if name not in api.security_schemes or api.security_schemes[name].type != "mutualTLS"
    ]
    return Group("{", tuple(schemes), "}")


def _scopes(scopes: Sequence[str]) -> Group:
    return Group("(", tuple(map(literal, scopes)), ")")
