"""Owner and stage of a contract version, as the document declares them."""

from collections.abc import Mapping

from counterfoil.model import Json, Lifecycle


def lifecycle(*objects: Mapping[str, Json]) -> Lifecycle:
    """The lifecycle in the first of `objects` (the document's root, then its `info`) that has each key.

    `deprecated` is read under that name and as `x-deprecated`, since OpenAPI allows only the latter
    at its root.
    """

    def first(*keys: str) -> Json:
        return next((each[key] for each in objects for key in keys if key in each), None)

    return Lifecycle(
        owner=str(first("x-owner") or ""),
        stability=str(first("x-stability-level") or ""),
        deprecated=first("deprecated", "x-deprecated") is True,
        since=str(first("x-deprecated-since") or ""),
        sunset=str(first("x-sunset") or ""),
        successor=str(first("x-successor") or ""),
    )
