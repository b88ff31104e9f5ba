"""The `Prefer` header (RFC 7240), with the preferences that Prism made customary."""

from dataclasses import dataclass

from counterfoil.model import Headers

_KNOWN = frozenset({"code", "example", "dynamic"})


@dataclass(frozen=True, slots=True)
class Preference:
    """The answer that a client asks for instead of the usual one."""

    code: str = ""
    """A status: `404`."""
    example: str = ""
    """The name of an example."""
    dynamic: bool = False
    """Whether values are to be drawn where an example would do."""


def preference(headers: Headers) -> Preference | None:
    """What the headers prefer; None where they prefer nothing that a stub knows.

    >>> preference((("Prefer", "code=404, example=gone"),))
    Preference(code='404', example='gone', dynamic=False)
    """
    given: dict[str, str] = {}
    for name, value in headers:
        if name.lower() == "prefer":
            for part in value.replace(";", ",").split(","):
                key, _, wish = part.partition("=")
                given.setdefault(key.strip().lower(), wish.strip().strip('"'))
    if not _KNOWN & given.keys():
        return None
    return Preference(
        given.get("code", ""), given.get("example", ""), given.get("dynamic", "").lower() == "true"
    )
