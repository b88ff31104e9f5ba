"""What looks like a secret in a file that is committed."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from counterfoil.engine.naming import words
from counterfoil.model import Json

Path = tuple[str | int, ...]

_LONGEST = 20_000
"""Characters of a text that are looked at."""
_NAMES = frozenset(
    {
        "authorization",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "pwd",
        "secret",
        "token",
    }
)
_KEYS = frozenset({"access", "api", "private", "secret", "signing"})
"""Words before `key` that make it one of those that are kept."""
_NO_TOKENS = frozenset({"continuation", "cursor", "next", "page", "previous", "resume", "sync"})
"""Words before `token` that make it a place in a list."""
_PLACEHOLDER = re.compile(
    r"(?i)[\W_x]*|<.*>|\{.*\}|\$.*|changeme|dummy|example|fake|none|null|redacted|string|test"
)
_KNOWN = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a JSON Web Token": re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"),
    "an access key of AWS": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of GitHub": re.compile(r"\b(?:gh[opsur]_\w{36,}|github_pat_\w{22,})"),
    "a token of GitLab": re.compile(r"\bglpat-[\w-]{20,}"),
    "a token of Slack": re.compile(r"\bxox[abprs]-[\w-]{10,}"),
    "a key of Stripe": re.compile(r"\b[rs]k_live_\w{16,}"),
    "a key of Google": re.compile(r"\bAIza[\w-]{35}"),
    "credentials": re.compile(r"(?i)^(?:bearer|basic) [\w.~+/=-]{8,}$"),
    "a password in a URL": re.compile(
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,200}:[^\s/:@]{3,200}@"
    ),
}
_RANDOM = re.compile(r"[A-Za-z0-9+/_-]{32,200}={0,2}")
_ENTROPY = 4.3
"""Bits a character; words and names in camel case stay below."""


def secrets_in(value: Json, names: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Where in a value something looks like a secret, and what it looks like; `names` carry secrets too."""
    waiting: list[tuple[Path, Json]] = [((), value)]
    while waiting:
        path, current = waiting.pop()
        if isinstance(current, dict):
            waiting += (((*path, key), each) for key, each in reversed(current.items()))
        elif isinstance(current, list):
            listed = list(enumerate(current))
            waiting += (((*path, index), each) for index, each in reversed(listed))
        elif isinstance(current, str) and (why := _why(path, current, names)):
            yield path, why


def is_secret(path: Sequence[str], value: Json) -> bool:
    """Whether a value below these keys, or something inside it, looks like a secret."""
    named = any(_is_named(each, ()) for each in path)
    return named or next(secrets_in(value, ()), None) is not None


def _why(path: Path, text: str, names: Collection[str]) -> str:
    """What a text looks like; empty where it looks like nothing secret."""
    text = text[:_LONGEST]
    for what, known in _KNOWN.items():
        if known.search(text):
            return what
    name = next((each for each in reversed(path) if isinstance(each, str)), "")
    if _is_named(name, names) and not _PLACEHOLDER.fullmatch(text):
        return f"a value for `{name:.40}`"
    return "what looks like a key or token" if _is_random(text) else ""


def _is_named(name: str, names: Collection[str]) -> bool:
    """Whether a name is one that secrets have.

    >>> [_is_named(each, ()) for each in ("X-API-Key", "clientSecret", "page_token", "key")]
    [True, True, False, False]
    """
    if name.lower() in names:
        return True
    found = [each.lower() for each in words(name)]
    before, last = (found[-2] if len(found) > 1 else ""), (found[-1] if found else "")
    if last in ("key", "keys"):
        return before in _KEYS
    return (last.removesuffix("s") in _NAMES and before not in _NO_TOKENS) or last == "apikey"


def _is_random(text: str) -> bool:
    """Whether a text is long and of all kinds of characters in no order.

    >>> _is_random("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"), _is_random("q8Zr3LmX0vT1bYw7KsHd5NcJ2gPfEa9U")
    (False, True)
    """
    if not _RANDOM.fullmatch(text):
        return False
    kinds = (str.islower, str.isupper, str.isdigit)
    if not all(any(kind(each) for each in text) for kind in kinds):
        return False
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares) >= _ENTROPY
