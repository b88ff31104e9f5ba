"""Changes in words, as messages have them."""

from counterfoil.engine.words import shown
from counterfoil.model import In, Operation
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.judging.sightings import Tried
from counterfoil.verify.requests.changes import Change


def described(operation: Operation, change: Change) -> str:
    """What a change puts where, as the beginning of a sentence.

    >>> from counterfoil.model import Place, Source
    >>> listing = Operation("list", "list", "GET", "/orders", Place(Source("a.yaml", "")))
    >>> described(listing, Change((In.QUERY, "limit"), "", 100))
    'the query parameter `limit` with 100'
    """
    where = subject(change)
    if change.value is NOTHING:
        return f"{operation.method} without {where}"
    return f"{where} with {shown(change.value)}"


def attempted(change: Change) -> Tried:
    """What a single change tries."""
    if change.value is NOTHING:
        return Tried(change.key, f"{subject(change)} is left out")
    return Tried(change.key, f"{subject(change)} is {shown(change.value)}")


def subject(change: Change) -> str:
    """The place of a change."""
    path = change.pointer.lstrip("/")
    if change.name is None:
        return f"`{path}`" if path else "the body"
    location, name = change.name
    kind = "header" if location is In.HEADER else f"{location.value} parameter"
    return f"the {kind} `{f'{name}/{path}' if path else name}`"
