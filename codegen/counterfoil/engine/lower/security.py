"""Security schemes and requirements (OpenAPI 3.1, 4.8.27 and 4.8.30; Swagger 2.0, 5.2.20)."""

from collections.abc import Mapping

from counterfoil.engine.library import Node
from counterfoil.engine.lower.parts import Parts, mapping, text
from counterfoil.model import Json, Requirement, SecurityScheme


def requirements(
    operation: Mapping[str, Json], document: Mapping[str, Json]
) -> tuple[Requirement, ...]:
    """The operation's alternatives, or the document's where it has none of its own."""
    given = operation.get("security", document.get("security"))
    return tuple(
        Requirement(
            {
                str(name): tuple(str(scope) for scope in scopes if isinstance(scope, str))
                for name, scopes in each.items()
                if isinstance(scopes, list)
            }
        )
        for each in (given if isinstance(given, list) else ())
        if isinstance(each, dict)
    )


def schemes(node: Node, parts: Parts) -> dict[str, SecurityScheme]:
    """Every declared scheme by its name."""
    keys = (
        ("securityDefinitions",) if "swagger" in node.value else ("components", "securitySchemes")
    )
    value: Json = node.value
    for key in keys:
        value = mapping(value, key)
    found = {}
    for name in value:
        for scheme in parts.attempt(node.child(*keys, name)):
            if isinstance(scheme.value, dict):
                found[str(name)] = _scheme(str(name), scheme)
    return found


def _scheme(name: str, node: Node) -> SecurityScheme:
    value = node.value
    basic = value.get("type") == "basic"
    flows = mapping(value, "flows")
    urls = {flow: text(mapping(each).get("tokenUrl")) for flow, each in flows.items()}
    if "flow" in value:
        flow = {"application": "clientCredentials", "accessCode": "authorizationCode"}
        urls = {flow.get(value["flow"], text(value["flow"])): text(value.get("tokenUrl"))}
    return SecurityScheme(
        id=name,
        type="http" if basic else text(value.get("type")),
        place=node.place,
        name=text(value.get("name")),
        location=text(value.get("in")),
        scheme="basic" if basic else text(value.get("scheme")).lower(),
        token_urls={flow: url for flow, url in urls.items() if url},
    )
