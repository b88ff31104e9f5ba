"""How far something is on its way out, as its contract says."""

from dataclasses import dataclass
from datetime import date

from counterfoil.engine.written import value_at
from counterfoil.model import Api, Json, Operation, Place


@dataclass(frozen=True, slots=True)
class Stage:
    """Whether something is deprecated, since when, and until when it works; texts as written."""

    place: Place
    deprecated: bool = False
    since: str = ""
    sunset: str = ""
    level: str = ""
    """The stability level that it has, its own or its contract's."""

    @property
    def until(self) -> date | None:
        """The last day on which it is sure to work; None where no date is written."""
        return day(self.sunset)


def day(text: str) -> date | None:
    """The date that a text is, or that it begins with where it is a time (RFC 3339); else None.

    >>> day("2027-06-30"), day("2027-06-30T12:00:00Z"), day("soon")
    (datetime.date(2027, 6, 30), datetime.date(2027, 6, 30), None)
    """
    try:
        return date.fromisoformat(text[:10]) if text[10:11] in ("", "T") else None
    except ValueError:
        return None


def stage_of_contract(api: Api) -> Stage:
    """The stage of a contract version as a whole."""
    told = api.lifecycle
    return Stage(api.place, told.deprecated, told.since, told.sunset, told.stability)


def stage_of_operation(api: Api, operation: Operation) -> Stage:
    """The stage of an operation: what it does not say itself, its contract says."""
    whole, written = api.lifecycle, value_at(operation.place)
    own = text_at(written, "x-stability-level")
    if not operation.deprecated and whole.deprecated:
        return Stage(operation.place, True, whole.since, whole.sunset, own or whole.stability)
    sunset = operation.sunset or (whole.sunset if operation.deprecated else "")
    return Stage(
        operation.place, operation.deprecated, operation.since, sunset, own or whole.stability
    )


def stage_at(place: Place, level: str) -> Stage:
    """The stage of what stands at a place and has no model of its own: a parameter, a property."""
    written = value_at(place)
    deprecated = isinstance(written, dict) and written.get("deprecated") is True
    since, sunset = text_at(written, "x-deprecated-since"), text_at(written, "x-sunset")
    return Stage(place, deprecated, since, sunset, text_at(written, "x-stability-level") or level)


def text_at(written: Json, key: str) -> str:
    """The text of an extension; empty where there is none."""
    value = written.get(key) if isinstance(written, dict) else None
    return "" if value is None else str(value)
