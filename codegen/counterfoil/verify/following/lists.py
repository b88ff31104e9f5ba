"""Where a reply has its list of items, and how the next page of it is asked for."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from counterfoil.engine.identity import success
from counterfoil.engine.records import record_of
from counterfoil.engine.spellings import words
from counterfoil.model import Api, Direction, In, Json, Operation, Reply, escape, values_of
from counterfoil.verify.judging.demands import document
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.named import is_page_size

_USUAL = ("items", "data", "results", "values", "entries", "content", "records", "elements", "list")
_NEXT = frozenset({"next", "cursor", "after", "continuation", "token"})


def items_of(api: Api, operation: Operation) -> str | None:
    """The pointer of the list in a successful reply: empty for the body itself; None for no list."""
    response = success(operation)
    for media in response.content if response else ():
        if media.schema is None or "json" not in media.media_type:
            continue
        seen = record_of(media.schema, api.components, Direction.RESPONSE)
        if seen.items is not None:
            return ""
        lists = [
            name
            for name, each in seen.properties.items()
            if record_of(each, api.components, Direction.RESPONSE).items is not None
        ]
        named = operation.path.rpartition("/")[2]
        found = [name for name in (*_USUAL, named) if name in lists] or (
            lists if len(lists) == 1 else []
        )
        return f"/{escape(found[0])}" if found else None
    return None


def page_size(operation: Operation) -> tuple[In, str] | None:
    """The parameter that says how many items a page holds at most."""
    for each in operation.parameters:
        if each.location is In.QUERY and is_page_size(each.name):
            return each.location, each.name
    return None


def next_page(draft: Draft, reply: Reply) -> Draft | None:
    """The request for the page that follows; None where the reply names none."""
    given = _linked(reply) or _named(draft, document(reply))
    known = {each.name for each in draft.operation.parameters if each.location is In.QUERY}
    told = {(In.QUERY, name): value for name, value in given.items() if name in known}
    if not told:
        return None
    return draft.with_parameters({**draft.call.parameters, **told})


def says_there_is_more(reply: Reply) -> bool:
    """Whether a page names one that follows, in whatever way."""
    if _linked(reply):
        return True
    body = document(reply)
    held = body.items() if isinstance(body, dict) else ()
    return any(
        (value is True and words(name)[:1] == ("has",))
        or (isinstance(value, str | int) and value and "next" in words(name))
        for name, value in held
        if not isinstance(value, bool) or words(name)[:1] == ("has",)
    )


def _linked(reply: Reply) -> Mapping[str, Json]:
    """The query of the `next` link of a Link header (RFC 8288)."""
    for line in values_of(reply.headers, "link"):
        for link in line.split(","):
            target, _, rest = link.partition(";")
            if 'rel="next"' in rest or "rel=next" in rest:
                return dict(parse_qsl(urlsplit(target.strip().strip("<>")).query))
    return {}


def _named(draft: Draft, body: Json) -> Mapping[str, Json]:
    """A cursor in the body, for the parameter that takes it: `nextCursor`, or `next`, for `cursor`."""
    if not isinstance(body, dict):
        return {}
    for name, value in body.items():
        if not (isinstance(value, str) and value and _NEXT & set(words(name))):
            continue
        for parameter in draft.operation.parameters:
            if parameter.location is In.QUERY and _takes(parameter.name, name):
                return {parameter.name: value}
    return {}


def _takes(parameter: str, name: str) -> bool:
    wanted = set(words(parameter))
    return bool(wanted & {"cursor", "token", "after", "marker", "continuation", "continue"}) or (
        wanted == set(words(name)) - {"next"}
    )
