"""Lists of items: the contract's own, with what was created, and without what was deleted."""

from collections.abc import Iterator

from counterfoil.engine.records import Record, record_of
from counterfoil.model import Direction, In, Json, Media, Reply
from counterfoil.stub.items.frames import Frame, list_frame
from counterfoil.stub.items.pages import Page, page_of, words_of
from counterfoil.stub.items.stage import Listed, Stage, Turn
from counterfoil.stub.items.store import Key

_NEXT = frozenset({"next", "next cursor", "next page", "next page token", "continue", "next token"})
_MORE = frozenset({"has more", "more", "has next", "has next page"})
_TOTALS = frozenset({"total", "total count", "total items", "total results", "count"})


def listing(stage: Stage, turn: Turn) -> Reply | None:
    """Shows what there is: as the contract's example, until something was created or deleted."""
    parents = stage.key(turn.call)
    if stage.is_below_gone(parents):
        return None
    media = turn.media
    listed = _listed(stage, turn, media) if media is not None else None
    if media is None or listed is None:
        return stage.answers.usual(turn.chosen, media, turn.request)
    if not turn.call.parameters and not stage.keeper.shelf.is_touched(parents):
        return listed.reply
    return stage.answers.saying(turn.chosen, media, _made(stage, turn, media, listed, parents))


def _listed(stage: Stage, turn: Turn, media: Media) -> Listed | None:
    if id(media) not in stage.lists:
        stage.lists[id(media)] = _prepared(stage, turn, media)
    return stage.lists[id(media)]


def _prepared(stage: Stage, turn: Turn, media: Media) -> Listed | None:
    samples, response = stage.keeper.samples, turn.chosen.response
    frame = list_frame(samples.api, media)
    if frame is None or response is None or stage.keeper.form is None:
        return None
    whole = samples.usual(media, response.content, stage.operation.name)
    return Listed(frame, whole, stage.answers.saying(turn.chosen, media, whole))


def _made(stage: Stage, turn: Turn, media: Media, listed: Listed, parents: Key) -> Json:
    samples, schema = stage.keeper.samples, media.schema or {}
    frame, whole = listed.frame, listed.whole
    items = [
        shown
        for value in _values(stage, parents, frame.inside(whole))
        if (shown := _shown(stage, frame, value)) is not None and _fits(turn, shown)
    ]
    page = page_of(stage.operation, turn.call, len(items))
    body = frame.around(items[page.begin : page.end], whole)
    seen = record_of(schema, samples.api.components, Direction.RESPONSE)
    told = _told(seen, body, page, len(items))
    return next((each for each in (told, body) if samples.is_valid(schema, each)), whole)


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


def _told(seen: Record, body: Json, page: Page, count: int) -> Json:
    """The body with what it says about how many there are, and about what comes next."""
    if not isinstance(body, dict):
        return body
    made = dict(body)
    for name, value in body.items():
        said = words_of(name)
        if said in _NEXT and isinstance(value, str):
            if page.end < count:
                made[name] = value if "/" in value else str(page.end)
            elif name in seen.required:
                made[name] = None
            else:
                del made[name]
        elif said in _MORE and isinstance(value, bool):
            made[name] = page.end < count
        elif said in _TOTALS and isinstance(value, int):
            made[name] = count
    return made
