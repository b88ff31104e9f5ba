"""Where a provider listens."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from counterfoil.model import CannotRun

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Host and port of a provider, and the path below which it serves a contract."""

    host: str
    port: int
    base: str = ""
    """Empty at the root; otherwise it begins with a slash, and ends without one."""
    secure: bool = False

    @property
    def root(self) -> str:
        """The URL without the path."""
        return f"{'https' if self.secure else 'http'}://{self.authority}"

    @property
    def authority(self) -> str:
        """What the Host header says: without the port where that is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = _PORTS["https" if self.secure else "http"]
        return host if self.port == usual else f"{host}:{self.port}"


def origin_of(url: str) -> Origin:
    """What an `http:` or `https:` URL names. Raises CannotRun where it is none.

    >>> origin_of("http://127.0.0.1:8003/v1/")
    Origin(host='127.0.0.1', port=8003, base='/v1', secure=False)
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise _no_url(url, str(problem)) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _no_url(url, "it begins with neither `http://` nor `https://` and a host")
    if parts.username is not None or parts.query or parts.fragment:
        raise _no_url(url, "it has more than a host, a port and a path")
    if not url.isascii() or any(each <= " " for each in url):
        raise _no_url(url, "it holds characters that a URL cannot")
    return Origin(
        parts.hostname,
        port or _PORTS[parts.scheme],
        parts.path.rstrip("/"),
        parts.scheme == "https",
    )


def _no_url(url: str, why: str) -> CannotRun:
    fix = "Name where the contract is served, such as http://127.0.0.1:8003/v1."
    return CannotRun(f"{url!r} is not the base URL of a provider", why, fix)
