"""What in an exchange must not be shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.model import Api

MASK = "…"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Names of the headers (in lower case) and query entries that carry secrets."""

    headers: frozenset[str] = frozenset(
        {"authorization", "proxy-authorization", "cookie", "set-cookie"}
    )
    entries: frozenset[str] = frozenset()

    def masked_header(self, name: str, value: str) -> str:
        """The value of a header, or what stands for it."""
        return MASK if name.lower() in self.headers else value

    def masked_target(self, target: str) -> str:
        """The target without the values of its secret entries.

        >>> Secrets(entries=frozenset({"key"})).masked_target("/a?key=b&c=d")
        '/a?key=…&c=d'
        """
        return "".join(MASK if secret else text for text, secret in self.parts(target))

    def parts(self, target: str) -> Iterator[tuple[str, str]]:
        """A target in pieces; beside each that is secret, the name of its entry."""
        path, mark, query = target.partition("?")
        plain = path + mark
        for index, entry in enumerate(query.split("&") if mark else ()):
            name, equals, value = entry.partition("=")
            plain += f"{'&' if index else ''}{name}{equals}"
            if equals and name in self.entries:
                yield plain, ""
                yield value, name
                plain = ""
            else:
                plain += value
        if plain:
            yield plain, ""


def secrets_of(api: Api) -> Secrets:
    """The names under which a contract's credentials travel, and those that always are secret."""
    keys = [each for each in api.security_schemes.values() if each.type == "apiKey"]
    headers = frozenset(each.name.lower() for each in keys if each.location == "header")
    entries = frozenset(each.name for each in keys if each.location == "query")
    return Secrets(Secrets().headers | headers, entries)


def variable_of(name: str) -> str:
    """The environment variable that stands for a secret.

    >>> variable_of("Authorization"), variable_of("X-API-Key")
    ('TOKEN', 'X_API_KEY')
    """
    if name.lower() == "authorization":
        return "TOKEN"
    plain = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
    return plain if plain[:1].isalpha() else f"KEY_{plain}".strip("_")
