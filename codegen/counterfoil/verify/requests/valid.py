"""Requests that keep the contract, each apart from an accepted one by as many changes as can be made at once.

One request carries a bound for every number, a member for every enumeration, and so on; where it is not
accepted it is halved until the one value is known that the provider does not like.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from counterfoil.model import Direction, In, Json, Operation, Parameter, Schema, unescape
from counterfoil.verify.asking.attempts import example_of
from counterfoil.verify.asking.order import are_kept
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.demands import NOTHING, same
from counterfoil.verify.requests.changes import Change, together
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.named import is_opaque, is_used_once, names_a_thing
from counterfoil.verify.requests.said import keywords
from counterfoil.verify.requests.spots import Spot

_MOST = 8
"""Values of one place."""
_LONGEST_LIST = 100
_LETTERS = ("Zoë Müller-Ångström", "Zoë", "é")
_SCRIPTS = ("Ωmega 東京 Київ 🎉", "東京", "Ω")
_WORDLESS = ("number", "integer", "boolean")


def spots_of(inquiry: Inquiry, draft: Draft) -> Sequence[Spot]:
    """Every place of a draft's body."""
    media = draft.media
    if media is None or media.schema is None or not draft.has_body:
        return ()
    key = f"{draft.operation.id} request {media.media_type}"
    return tuple(inquiry.walk.spots(media.schema, key, draft.call.body, Direction.REQUEST))


def without_options(inquiry: Inquiry, draft: Draft) -> tuple[Change, ...]:
    """Everything taken away that need not be there."""
    body = (
        Change(None, each.pointer, NOTHING, "left out", each.key, plain=True)
        for each in spots_of(inquiry, draft)
        if not each.required and each.value is not NOTHING
    )
    parameters = (
        Change(_name(each), "", NOTHING, "left out", _key(draft.operation, each), plain=True)
        for each in draft.operation.parameters
        if not each.required and _name(each) in draft.call.parameters
    )
    return together((*body, *parameters))


def with_options(inquiry: Inquiry, draft: Draft) -> tuple[Change, ...]:
    """Everything added that may be there, and an item to every list that has none."""
    identity = inquiry.identities.get(draft.operation.id)
    body = (
        Change(None, each.pointer, value, "added", each.key, plain=True)
        for each in spots_of(inquiry, draft)
        if each.pointer != identity
        and (value := _more(inquiry, draft.operation, each)) is not NOTHING
    )
    return together((*body, *_parameters_added(inquiry, draft)))


def rounds(inquiry: Inquiry, draft: Draft) -> Iterator[tuple[Change, ...]]:
    """Changes that are made at once: the first value of every place, then the second, and so on."""
    places = [
        *(list(_of_spot(inquiry, draft, each)) for each in spots_of(inquiry, draft)),
        *(list(_of_parameter(inquiry, draft, each)) for each in draft.operation.parameters),
    ]
    for row in zip_longest(*places):
        yield together(each for each in row if each is not None)


def lengths(inquiry: Inquiry, draft: Draft) -> Iterator[tuple[Change, ...]]:
    """Every list as short as it may be, then every list as long."""
    lists = [each for each in spots_of(inquiry, draft) if isinstance(each.value, list)]
    yield together(_shortest(each) for each in lists)
    yield together(change for each in lists for change in _longest(inquiry, each))


def branches(inquiry: Inquiry, draft: Draft) -> Iterator[Change]:
    """Each other branch of every union."""
    for spot in spots_of(inquiry, draft):
        if spot.value is not NOTHING and any(
            "oneOf" in e.schema or "anyOf" in e.schema for e in spot.layers
        ):
            for valid in _taken(inquiry, spot.schema):
                if not same(valid[0], spot.value) and isinstance(valid[0], dict):
                    yield Change(None, spot.pointer, valid[0], valid[1], spot.key)


def _parameters_added(inquiry: Inquiry, draft: Draft) -> Iterator[Change]:
    for parameter in draft.operation.parameters:
        if parameter.required or parameter.deprecated or _name(parameter) in draft.call.parameters:
            continue
        if not (is_opaque(parameter.name) or is_used_once(parameter.name)):
            value, _ = example_of(inquiry, draft.operation, parameter)
            if value is NOTHING:
                continue
            key = _key(draft.operation, parameter)
            yield Change(
                _name(parameter),
                "",
                value,
                "added",
                key,
                plain=_is_plain(inquiry, parameter.schema, parameter.name),
            )


def _more(inquiry: Inquiry, operation: Operation, spot: Spot) -> Json:
    """What may stand at a place where nothing does; `NOTHING` where there is something already."""
    if spot.value == []:
        return _one_item(inquiry, spot)
    if spot.required or spot.value is not NOTHING:
        return NOTHING
    for layer in spot.layers:
        for example in layer.schema.get("examples", ()):
            return example
    value = inquiry.drawn(spot.schema, f"{operation.id} {spot.pointer}")
    # A list that is there only to be empty tells nothing.
    one = _one_item(inquiry, spot) if value == [] else NOTHING
    return value if one is NOTHING else one


def _one_item(inquiry: Inquiry, spot: Spot) -> Json:
    items = spot.first("items")
    inside = inquiry.drawn(items, spot.pointer) if items is not None else NOTHING
    if inside is NOTHING or not _accepts(inquiry, spot.schema, [inside]):
        return NOTHING
    return [inside]


def _of_spot(inquiry: Inquiry, draft: Draft, spot: Spot) -> Iterator[Change]:
    if spot.value is NOTHING or isinstance(spot.value, dict | list):
        return
    if spot.pointer == inquiry.identities.get(draft.operation.id):
        return
    for value, label, plain in _values(inquiry, spot.schema, spot.value, _name_of(spot)):
        yield Change(None, spot.pointer, value, label, spot.key, plain=plain)


def _of_parameter(inquiry: Inquiry, draft: Draft, parameter: Parameter) -> Iterator[Change]:
    names = parameter.location is In.PATH and are_kept(draft.operation, inquiry.resources)
    if names or is_opaque(parameter.name) or is_used_once(parameter.name):
        return
    held = draft.call.parameters.get(_name(parameter), NOTHING)
    for value, label, plain in _values(inquiry, parameter.schema, held, parameter.name):
        yield Change(
            _name(parameter), "", value, label, _key(draft.operation, parameter), plain=plain
        )


def _values(
    inquiry: Inquiry, schema: Schema, held: Json, name: str
) -> Iterator[tuple[Json, str, bool]]:
    """Values of a place other than the one that is there, and whether they are plain."""
    plain = _is_plain(inquiry, schema, name)
    found: list[Json] = [held]
    for value, label in (*_texts(inquiry, schema, held), *_taken(inquiry, schema)):
        if len(found) <= _MOST and not any(same(value, each) for each in found):
            found.append(value)
            yield value, label, plain or value is None or isinstance(value, bool | int | float)


def _taken(inquiry: Inquiry, schema: Schema) -> Iterator[tuple[Json, str]]:
    """Values as `engine.values` has them, borders before what lies between them."""
    found = list(islice(inquiry.values.valid(schema, Direction.REQUEST), 2 * _MOST))
    for valid in sorted(found, key=lambda each: _BORDERS.get(each.keyword, len(_BORDERS))):
        yield valid.value, valid.label


_BORDERS = {
    keyword: number
    for number, keyword in enumerate(
        (
            "null",
            "maximum",
            "minimum",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
        )
    )
}


def _texts(inquiry: Inquiry, schema: Schema, held: Json) -> Iterator[tuple[str, str]]:
    """Words in other letters, where any words will do: first those of western Europe."""
    said = keywords(inquiry, schema)
    if not isinstance(held, str) or {"format", "pattern", "enum", "const"} & said.keys():
        return
    for label, options in (("accented letters", _LETTERS), ("letters of other scripts", _SCRIPTS)):
        fitting = next((each for each in options if _accepts(inquiry, schema, each)), None)
        if fitting is not None:
            yield fitting, label


def _accepts(inquiry: Inquiry, schema: Schema, value: Json) -> bool:
    return inquiry.validators.of(schema, Direction.REQUEST).is_valid(value)


def _name_of(spot: Spot) -> str:
    """What a spot is called: the property that it is, or that it is an item of."""
    words = (unescape(each) for each in reversed(spot.pointer.split("/")))
    return next((each for each in words if not each.isdecimal()), "")


def _is_plain(inquiry: Inquiry, schema: Schema, name: str) -> bool:
    """Whether a schema's values have no meaning beyond it: members, bounds, no names of things."""
    said = keywords(inquiry, schema)
    if "enum" in said or "const" in said or said.get("type") in _WORDLESS:
        return True
    free = "maxLength" in said and "pattern" not in said and "format" not in said
    return free and not names_a_thing(name)


def _shortest(spot: Spot) -> Change:
    least = max((each.schema.get("minItems", 0) for each in spot.layers), default=0)
    return Change(None, spot.pointer, spot.value[:least], "as few as may be", spot.key, plain=True)


def _longest(inquiry: Inquiry, spot: Spot) -> Iterator[Change]:
    most = min((e.schema["maxItems"] for e in spot.layers if "maxItems" in e.schema), default=None)
    if most is None or most > _LONGEST_LIST or not spot.value:
        return
    for value in _stretched(inquiry, spot, most):
        if _accepts(inquiry, spot.schema, value):
            yield Change(None, spot.pointer, value, "as many as may be", spot.key, plain=True)
            return


def _stretched(inquiry: Inquiry, spot: Spot, most: int) -> Iterator[Json]:
    yield [*spot.value, *[spot.value[-1]] * most][:most]
    items = spot.first("items")
    if items is not None:
        drawn = (inquiry.drawn(items, f"{spot.pointer} {number}") for number in range(most))
        yield [*spot.value, *drawn][:most]


def _name(parameter: Parameter) -> tuple[In, str]:
    return parameter.location, parameter.name


def _key(operation: Operation, parameter: Parameter) -> str:
    reference = str(parameter.schema.get("$ref", ""))
    return reference.rpartition("/")[2] or f"{operation.path} {parameter.location} {parameter.name}"
