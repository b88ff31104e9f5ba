"""Addresses of caches, as they may be shown: without what lets somebody in."""

import re
from urllib.parse import unquote

_HIDDEN = "…"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s'\"<>]+")
_USERINFO = re.compile(r"://[^/?#]*@")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_LONGEST = 200


def scheme(address: str) -> str:
    """How an address begins; empty for a folder, also on Windows.

    >>> scheme("s3://bucket/cache"), scheme("simplecache::S3://bucket"), scheme("C:/cache")
    ('s3', 's3', '')
    """
    found = _SCHEME.search(address)
    return found[1].lower() if found else ""


def masked(text: str) -> str:
    """The text, with user, password, query and fragment of every address in it hidden.

    >>> masked("403 at https://ann:s3cret@example.com/cache?token=abc")
    '403 at https://…@example.com/cache?…'
    """
    return _ADDRESS.sub(lambda found: _hidden(found[0]), text)


def told(problem: BaseException, address: str) -> str:
    """What a library says of a problem, in one line in which nothing secret of the address is left."""
    said = " ".join(str(problem).split())
    for secret in sorted(_secrets(address), key=len, reverse=True):
        said = said.replace(secret, _HIDDEN)
    said = masked(said)
    short = f"{said[:_LONGEST]} …" if len(said) > _LONGEST else said
    return f"{type(problem).__name__}: {short}" if short else type(problem).__name__


def _hidden(address: str) -> str:
    plain = _USERINFO.sub(f"://{_HIDDEN}@", address)
    before, mark, _ = plain.partition("?")
    before, fragment, _ = before.partition("#")
    return before + (f"{mark or fragment}{_HIDDEN}" if mark or fragment else "")


def _secrets(address: str) -> set[str]:
    """What must not be shown of an address, as it is written and as it is meant."""
    found: set[str] = set()
    for each in re.findall(r"://([^/?#]*)@", address):
        found |= {each, *each.split(":")}
    for each in re.findall(r"[?#](.*)", address):
        found |= {each, *(part.partition("=")[2] for part in re.split("[&;#]", each))}
    found |= {unquote(each) for each in found}
    # A shorter one would take half of every message with it, and protects nothing.
    return {each for each in found if len(each) > 2}
