"""How another environment gets the very toolkit that runs here."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from counterfoil.model import CannotRun

NAME = "counterfoil"
_PROJECT = re.compile(r"\s*([A-Za-z0-9._-]+)")


def is_meant(requirement: str) -> bool:
    """Whether a requirement is for the toolkit.

    >>> is_meant("counterfoil[stub]>=0.1"), is_meant("counterfoil-extras")
    (True, False)
    """
    found = _PROJECT.match(requirement)
    return found is not None and re.sub(r"[-_.]+", "-", found[1]).lower() == NAME


def requirement() -> tuple[str, ...]:
    """What pip is to be told, from how this one was installed (PEP 610). Raises CannotRun."""
    try:
        own = distribution(NAME)
    except PackageNotFoundError:
        raise CannotRun(
            "counterfoil cannot be installed where a service asks for it",
            "it runs from its sources here, and was not installed itself; another one is never fetched",
            "install it here first: pip install -e FOLDER",
        ) from None
    origin = json.loads(own.read_text("direct_url.json") or "{}")
    return requirement_of(origin, own.version)


def requirement_of(origin: dict[str, object], version: str) -> tuple[str, ...]:
    """The same, from what `direct_url.json` says.

    >>> requirement_of({}, "1.2")
    ('counterfoil==1.2',)
    >>> requirement_of({"url": "file:///src/counterfoil", "dir_info": {"editable": True}}, "1.2")
    ('-e', '/src/counterfoil')
    """
    url = str(origin.get("url", ""))
    match origin:
        case {"dir_info": {"editable": True}}:
            return "-e", _path(url)
        case {"dir_info": _}:
            return (_path(url),)
        case {"vcs_info": {"vcs": str(vcs), "commit_id": str(commit)}}:
            return (f"{NAME} @ {vcs}+{url}@{commit}",)
        case {"archive_info": _}:
            return (f"{NAME} @ {url}",)
    return (f"{NAME}=={version}",)


def _path(url: str) -> str:
    return url2pathname(unquote(urlsplit(url).path))
