"""How a refusal tells a client what credentials are wanted (RFC 9110, section 11.6.1)."""

from counterfoil.model import Api, Headers, Operation, SecurityScheme


def challenges_of(api: Api, operation: Operation) -> Headers:
    """The `WWW-Authenticate` header of an operation that asks for credentials."""
    asked = dict.fromkeys(name for each in operation.security for name in each.schemes)
    schemes = [api.security_schemes[each] for each in asked if each in api.security_schemes]
    told = dict.fromkeys(_challenge(each, api.title) for each in schemes)
    return (("WWW-Authenticate", ", ".join(told)),) if told else ()


def _challenge(scheme: SecurityScheme, realm: str) -> str:
    quoted = "".join(each for each in realm if " " <= each <= "~" and each not in '"\\')
    kind = (
        scheme.scheme.capitalize() if scheme.type == "http" else _KINDS.get(scheme.type, "Bearer")
    )
    return f'{kind or "Bearer"} realm="{quoted}"'


_KINDS = {"apiKey": "ApiKey", "mutualTLS": "Mutual"}
