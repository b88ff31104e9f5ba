"""What each kind of operation does to the items of a resource; None where the item is gone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

from counterfoil.engine.records import under
from counterfoil.model import Header, Json, JsonObject, Reply, Response
from counterfoil.runtime.styles import text
from counterfoil.stub.items.stage import Stage, Turn, located, overlaid, repeated
from counterfoil.stub.items.store import Item, Key
from counterfoil.stub.replies.answers import fingerprint
from counterfoil.stub.replies.headers import fits
from counterfoil.stub.replies.statuses import Chosen, among

Act: TypeAlias = Callable[[Stage, Turn], Reply | None]
_TRIES = 16


def create(stage: Stage, turn: Turn) -> Reply | None:
    """Keeps what the request sent, under the name that it chose or one that nobody has."""
    parents = stage.key(turn.call)
    if stage.is_below_gone(parents):
        return None
    keeper, sent = stage.keeper, stage.sent(turn.call)
    name, again = _name(stage, turn, parents, sent)
    key = (*parents, text(name))
    item = keeper.shelf.get(key) if again else None
    if item is None:
        plan = stage.asked(turn.call.media_type).plan
        item = stage.keep(key, keeper.made(sent, plan, keeper.template, name))
    target = turn.request.target.partition("?")[0].rstrip("/")
    return _at(stage, turn, stage.showing(turn, item), f"{target}/{quote(key[-1], safe='')}")


def _name(stage: Stage, turn: Turn, parents: Key, sent: Json) -> tuple[Json, bool]:
    """What the new item is called, and whether an equal request may have made it before."""
    keeper, request = stage.keeper, turn.request
    named = keeper.resource.identity.property
    chosen = under(sent, named) if stage.asked(turn.call.media_type).may_name else None
    if keeper.ids.admits(chosen):
        return chosen, False
    seed = f"{stage.operation.name}/{fingerprint(request)}"
    if repeating := repeated(request):
        name = keeper.ids.fresh(f"{keeper.samples.seed}/{seed}/{repeating}")
        if not keeper.shelf.is_gone((*parents, text(name))):
            return name, True
    return _unused(stage, parents, seed), False


def _unused(stage: Stage, parents: Key, seed: str) -> Json:
    """A name that nothing has and nothing had; after so many tries, one that may have been had."""
    keeper, name = stage.keeper, None
    for _ in range(_TRIES):
        name = keeper.ids.fresh(f"{keeper.samples.seed}/{seed}/{keeper.shelf.count(seed)}")
        key = (*parents, text(name))
        if keeper.shelf.get(key) is None and not keeper.shelf.is_gone(key):
            break
    return name


def _at(stage: Stage, turn: Turn, reply: Reply, target: str) -> Reply:
    """The reply with a `Location` that leads to the item, where the response documents one."""
    header = _location(turn.chosen.response)
    if header is None:
        return reply
    if stage.locating is None:
        stage.locating = header.name, _before(header, target, stage)
    name, before = stage.locating
    if before == _WHOLE:
        before += next((each for key, each in turn.request.headers if key.lower() == "host"), _HERE)
    return located(reply, name, before + target)


def _before(header: Header, target: str, stage: Stage) -> str:
    """What stands before the path: nothing where the contract admits that, else scheme and host."""
    if fits(header, target, stage.keeper.samples):
        return ""
    return _WHOLE if fits(header, f"{_WHOLE}{_HERE}{target}", stage.keeper.samples) else ""


_WHOLE = "http://"
_HERE = "127.0.0.1"


def _location(response: Response | None) -> Header | None:
    for each in response.headers if response else ():
        if each.name.lower() == "location":
            return each
    return None


def read(stage: Stage, turn: Turn) -> Reply | None:
    """Shows the item of that name."""
    key = stage.key(turn.call)
    if stage.is_gone(key):
        return None
    return stage.showing(turn, stage.keeper.found(key, stage.last(turn.call)))


def replace_item(stage: Stage, turn: Turn) -> Reply | None:
    """Puts what the request sent in the place of the item, or where there was none."""
    key, keeper = stage.key(turn.call), stage.keeper
    before = keeper.shelf.get(key)
    makes = keeper.resource.create is None or among(stage.operation, (201,)) is not None
    if stage.is_below_gone(key) or (stage.is_gone(key) and not makes):
        return None
    name = keeper.said(stage.last(turn.call))
    template = keeper.template if before is None else before.value
    plan = stage.asked(turn.call.media_type).plan
    item = stage.keep(key, keeper.made(stage.sent(turn.call), plan, template, name))
    status = (201, 200, 204) if before is None else (200, 204, 201)
    chosen = among(stage.operation, status) or turn.chosen
    turn = _answering(turn, chosen)
    target = turn.request.target.partition("?")[0]
    return _at(stage, turn, stage.showing(turn, item), target)


def _answering(turn: Turn, chosen: Chosen) -> Turn:
    """The turn with another response, in the same media type where that has it."""
    if chosen == turn.chosen:
        return turn
    content = chosen.response.content if chosen.response else ()
    wanted = turn.media.media_type if turn.media else ""
    same = (each for each in content if each.media_type == wanted)
    return replace(turn, chosen=chosen, media=next(same, content[0] if content else None))


def update(stage: Stage, turn: Turn) -> Reply | None:
    """Changes the item as the request's merge patch says (RFC 7396)."""
    key = stage.key(turn.call)
    if stage.is_gone(key):
        return None
    item = stage.keeper.found(key, stage.last(turn.call))
    patched = merged(item.value, stage.sent(turn.call))
    settled = _settled(stage, patched, item, stage.last(turn.call))
    return stage.showing(turn, stage.keep(key, settled))


def merged(value: Json, patch: Json) -> Json:
    """A value after a merge patch (RFC 7396, section 2).

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}})
    {'b': {'c': 4, 'd': 3}}
    """
    if not isinstance(patch, dict):
        return patch
    made = dict(value) if isinstance(value, dict) else {}
    for name, each in patch.items():
        if each is None:
            made.pop(name, None)
        else:
            made[name] = merged(made.get(name), each)
    return made


def _settled(stage: Stage, patched: Json, item: Item, name: Json) -> Json:
    """The patched item as far as its form admits, under its own name; a `null` that the form admits is kept."""
    form, samples = stage.keeper.form, stage.keeper.samples
    if form is None or not isinstance(patched, dict):
        return item.value
    made = stage.keeper.made(patched, stage.keeper.plan(None), _without(item.value, patched), name)
    return made if samples.is_valid(form, made) else item.value


def _without(value: Json, patched: JsonObject) -> Json:
    """The item as a template, without the properties that the patch took away."""
    if not isinstance(value, dict):
        return value
    return {name: each for name, each in value.items() if name in patched}


def delete(stage: Stage, turn: Turn) -> Reply | None:
    """Takes the item away, whether somebody made it or not."""
    key = stage.key(turn.call)
    if stage.is_gone(key):
        return None
    item = stage.keeper.shelf.get(key)
    stage.keeper.shelf.remove(key)
    if item is None:
        return stage.answers.usual(turn.chosen, turn.media, turn.request)
    return stage.showing(turn, item)


def revise(stage: Stage, turn: Turn) -> Reply | None:
    """Replaces the item that the body names."""
    keeper, sent = stage.keeper, stage.sent(turn.call)
    named = keeper.resource.identity.property
    name = under(sent, named) if named else None
    parents = stage.key(turn.call)
    key = (*parents, text(name))
    if stage.is_below_gone(parents):
        return None
    if not keeper.ids.admits(name):
        return stage.answers.usual(turn.chosen, turn.media, turn.request)
    if stage.is_gone(key):
        return None
    before = keeper.found(key, name)
    plan = stage.asked(turn.call.media_type).plan
    item = stage.keep(key, keeper.made(sent, plan, before.value, name))
    return stage.showing(turn, item)


def act_on(stage: Stage, turn: Turn) -> Reply | None:
    """An action on an item: what it says about the item's properties is kept with the item."""
    key = stage.key(turn.call)
    own = key[: len(stage.keeper.resource.keys)]
    if stage.is_gone(own) or stage.is_below_gone(key):
        return None
    on_item = stage.operation.path == stage.keeper.resource.item
    if not on_item or turn.media is None or stage.frame(turn.media) is None:
        return stage.answers.usual(turn.chosen, turn.media, turn.request)
    item = stage.keeper.found(own, stage.last(turn.call))
    return stage.showing(turn, stage.keep(own, overlaid(stage, item.value, turn.call)))


def below(stage: Stage, turn: Turn) -> Reply | None:
    """An operation without a resource of its own: gone with what its path goes through."""
    if stage.is_below_gone(stage.key(turn.call)):
        return None
    return stage.answers.usual(turn.chosen, turn.media, turn.request)


ACTS: Mapping[str, Act] = {
    "create": create,
    "read": read,
    "replace": replace_item,
    "update": update,
    "delete": delete,
    "revise": revise,
}
"""By the name of the resource's field that holds the operation; `listing` is in its own room."""
