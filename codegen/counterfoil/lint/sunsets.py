"""The sunsets that a contract announces."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterfoil.model import Bundle, Place


@dataclass(frozen=True, slots=True)
class Sunset:
    """The date after which something may be gone, as the author wrote it."""

    title: str
    """Of the contract or operation, as messages name it."""
    subject: str
    text: str
    place: Place


def sunsets(bundle: Bundle) -> Iterator[Sunset]:
    """The sunset of the contract, then those of its operations."""
    contract, api = bundle.contract, bundle.api
    if api.lifecycle.sunset:
        yield Sunset(contract.title, contract.id, api.lifecycle.sunset, api.place / "x-sunset")
    for operation in api.operations:
        if operation.sunset:
            title = f"{contract.title} {operation.title}"
            yield Sunset(title, operation.title, operation.sunset, operation.place / "x-sunset")


def day(text: str) -> date | None:
    """The date that a sunset names, or None where it names none.

    >>> day("2027-06-30"), day("soon")
    (datetime.date(2027, 6, 30), None)
    """
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else None
    except ValueError:
        return None
