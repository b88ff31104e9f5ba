"""The credentials that a generated client takes, one argument for each security scheme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterfoil.compile.client.names import OPTIONS
from counterfoil.compile.source import Group, call, mapping
from counterfoil.compile.text import literal
from counterfoil.engine.naming import identifier, unique
from counterfoil.model import Api, SecurityScheme

_FLOWS = ("clientCredentials", "application")


@dataclass(frozen=True, slots=True)
class CredentialArgument:
    """One security scheme: how it is passed, and how the runtime knows it."""

    scheme: SecurityScheme
    name: str
    type: str
    description: Group

    @property
    def text(self) -> str:
        """What the argument takes."""
        return f"{self.name}: {_TEXTS[self.type]} for the scheme `{self.scheme.id}`."


_TEXTS = {
    "Secret": "A secret, or a function that gives it,",
    "tuple[str, str]": "User name and password",
    "ClientCredentials | Secret": "Client credentials, or an access token,",
}


def credential_arguments(api: Api) -> tuple[CredentialArgument, ...]:
    """An argument for each scheme that takes credentials, in the order of their ids."""
    schemes = [api.security_schemes[key] for key in sorted(api.security_schemes)]
    taken = [scheme for scheme in schemes if scheme.type != "mutualTLS"]
    wanted = [identifier(scheme.id) for scheme in taken]
    names = unique([f"{name}_" if name in OPTIONS else name for name in wanted], OPTIONS)
    return tuple(map(_argument, taken, names))


def schemes_text(arguments: tuple[CredentialArgument, ...]) -> Group:
    """The schemes by their ids, as the runtime wants them."""
    return mapping((literal(each.scheme.id), each.description) for each in arguments)


def scheme_imports(arguments: tuple[CredentialArgument, ...]) -> Iterator[str]:
    """The names of the runtime's scheme classes that are in use."""
    yield from sorted({each.description.opening.removesuffix("(") for each in arguments})


def _argument(scheme: SecurityScheme, name: str) -> CredentialArgument:
    match scheme.type:
        case "apiKey":
            key = call("ApiKey", literal(scheme.name), literal(scheme.location))
            return CredentialArgument(scheme, name, "Secret", key)
        case "http" if scheme.scheme == "basic":
            return CredentialArgument(scheme, name, "tuple[str, str]", call("Basic"))
        case "http" if scheme.scheme != "bearer":
            other = call("Authorization", literal(scheme.scheme.title()))
            return CredentialArgument(scheme, name, "Secret", other)
        case "oauth2":
            urls = [scheme.token_urls[flow] for flow in _FLOWS if flow in scheme.token_urls]
            oauth2 = call("OAuth2", *map(literal, urls))
            return CredentialArgument(scheme, name, "ClientCredentials | Secret", oauth2)
        case _:
            return CredentialArgument(scheme, name, "Secret", call("Authorization"))


def is_taken(credentials: Iterable[CredentialArgument], name: str) -> bool:
    """Whether an argument for credentials has a type of that name."""
    return any(name in each.type for each in credentials)
