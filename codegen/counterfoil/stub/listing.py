"""Lists of items: the contract's own, with what was created, and without what was deleted."""

from collections.abc import Iterator, Mapping
from typing import Any

from counterfoil.engine.naming import words
from counterfoil.engine.records import record_of
from counterfoil.model import Direction, In, Json, Media, Reply, Schema
from counterfoil.stub.frames import Frame, list_frame
from counterfoil.stub.stage import Stage, Turn
from counterfoil.stub.store import Key

_LIMITS = frozenset({"limit", "page size", "per page", "size", "max results", "count", "take"})
_PAGES = frozenset(
    {"cursor", "page", "offset", "after", "before", "skip", "start", "page token", "continue"}
)
_NEXT = frozenset({"next", "next cursor", "next page", "next page token", "continue", "next token"})
_MORE = frozenset({"has more", "more", "has next", "has next page"})


def listing(stage: Stage, turn: Turn) -> Reply | None:
    """Shows what there is: as the contract's example, until something was created or deleted."""
    parents = stage.key(turn.call)
    if stage.is_below_gone(parents):
        return None
    media, chosen = turn.media, turn.chosen
    frame = list_frame(stage.keeper.samples.api, media) if media else None
    if media is None or chosen.response is None or frame is None or stage.keeper.form is None:
        return stage.answers.usual(chosen, media, turn.request)
    whole = stage.keeper.samples.usual(media, chosen.response.content, stage.operation.name)
    asked = _asked(turn)
    if not _is_touched(stage, parents) and not asked & _PAGES:
        return stage.answers.saying(chosen, media, whole)
    made = _made(stage, turn, media, frame, parents, whole)
    return stage.answers.saying(chosen, media, made)


def _is_touched(stage: Stage, parents: Key) -> bool:
    shelf = stage.keeper.shelf
    return bool(shelf.gone(parents)) or any(True for _ in shelf.listed(parents))


def _asked(turn: Turn) -> frozenset[str]:
    """The query parameters of a request, as words."""
    return frozenset(_said(name) for where, name in turn.call.parameters if where is In.QUERY)


def _said(name: str) -> str:
    return " ".join(words(name)).lower()


def _made(stage: Stage, turn: Turn, media: Media, frame: Frame, parents: Key, whole: Json) -> Json:
    samples, schema = stage.keeper.samples, media.schema or {}
    items = [
        shown
        for value in _values(stage, parents, frame.inside(whole))
        if (shown := _shown(stage, frame, value)) is not None and _fits(turn, shown)
    ]
    limit = _limit(turn)
    body = frame.around(items[:limit], whole)
    ended = (
        _ended(samples.api.components, schema, body)
        if limit is None or len(items) <= limit
        else body
    )
    return next((each for each in (ended, body) if samples.is_valid(schema, each)), whole)


def _values(stage: Stage, parents: Key, own: Json) -> Iterator[Json]:
    """What clients made, the newest first, then the contract's own."""
    keeper = stage.keeper
    kept = dict(keeper.shelf.listed(parents))
    yield from (item.value for item in reversed(kept.values()))
    gone = keeper.shelf.gone(parents)
    for value in own if isinstance(own, list) else ():
        key = (*parents, keeper.name_in(value))
        if key not in kept and key not in gone:
            yield value


def _shown(stage: Stage, frame: Frame, value: Json) -> Json:
    shown = stage.keeper.shown(frame, value, None)
    return shown if stage.keeper.samples.is_valid(frame.schema, shown) else None


def _fits(turn: Turn, item: Json) -> bool:
    """Whether the item has the values that the query asks for, by properties of the same name."""
    if not isinstance(item, dict):
        return True
    for (where, name), wanted in turn.call.parameters.items():
        if where is In.QUERY and name in item and not isinstance(item[name], dict | list):
            among = wanted if isinstance(wanted, list) else [wanted]
            if item[name] not in among:
                return False
    return True


def _limit(turn: Turn) -> int | None:
    for (where, name), value in turn.call.parameters.items():
        if where is In.QUERY and _said(name) in _LIMITS and isinstance(value, int):
            return max(value, 0)
    return None


def _ended(components: Mapping[str, Any], schema: Schema, body: Json) -> Json:
    """The body as the last page says it: nothing comes after it."""
    if not isinstance(body, dict):
        return body
    seen = record_of(schema, components, Direction.RESPONSE)
    made = dict(body)
    for name, value in body.items():
        said = _said(name)
        if said in _NEXT and isinstance(value, str):
            if name in seen.required:
                made[name] = None
            else:
                del made[name]
        elif said in _MORE and value is True:
            made[name] = False
    return made
