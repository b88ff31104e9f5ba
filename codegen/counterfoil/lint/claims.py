"""Values that a contract gives beside a schema: each should be a value of that schema."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.lint.judge import Refusal, judge_of
from counterfoil.lint.operations import every
from counterfoil.lint.schemas import inline, spots
from counterfoil.model import Api, Json, Media, Operation, Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A value, and the schema that it is claimed to satisfy."""

    title: str
    """Of the schema's owner, as messages name it."""
    value: Json
    pointer: str
    """Of the schema, in the document that is judged by."""
    place: Place
    """Of the value."""


def examples(api: Api) -> Iterator[Claim]:
    """The examples of schemas, parameters and JSON bodies."""
    for spot in spots(api):
        for index, value in enumerate(spot.schema.get("examples", ())):
            yield Claim(spot.title, value, spot.pointer, _example(spot.place, index))
    pointers = {_key(spot.place): spot.pointer for spot in inline(api)}
    for operation in every(api):
        for title, values, place in _shown(operation):
            for value, at in values:
                yield Claim(title, value, pointers[_key(place)], at)


def defaults(api: Api) -> Iterator[Claim]:
    """The defaults of schemas."""
    for spot in spots(api):
        if "default" in spot.schema:
            yield Claim(spot.title, spot.schema["default"], spot.pointer, spot.place / "default")


def members(api: Api) -> Iterator[Claim]:
    """The members of enumerations, and constants."""
    for spot in spots(api):
        for index, value in enumerate(spot.schema.get("enum", ())):
            yield Claim(spot.title, value, spot.pointer, spot.place / "enum" / index)
        if "const" in spot.schema:
            yield Claim(spot.title, spot.schema["const"], spot.pointer, spot.place / "const")


def refused(api: Api, claims: Iterator[Claim]) -> Iterator[tuple[Claim, Refusal]]:
    """The claims that do not hold, each place once, and why."""
    judge = judge_of(api)
    told = set()
    for claim in claims:
        refusal = judge.refusal(claim.pointer, claim.value)
        if refusal is not None and _key(claim.place) not in told:
            told.add(_key(claim.place))
            yield claim, refusal


def _shown(
    operation: Operation,
) -> Iterator[tuple[str, tuple[tuple[Json, Place], ...], Place]]:
    for parameter in operation.parameters:
        title = f"{operation.title} parameter `{parameter.name}`"
        # Text may show how a list or an object travels; what it means is then the style's business.
        values = tuple(each for each in parameter.examples if not isinstance(each[0], str))
        yield title, values, parameter.place / "schema"
    request = () if operation.body is None else operation.body.content
    for media in (
        *request,
        *(each for response in operation.responses for each in response.content),
    ):
        if media.schema is not None and _is_json(media):
            yield f"{operation.title} {media.media_type}", media.examples, media.place / "schema"


def _is_json(media: Media) -> bool:
    kind = media.media_type.partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))


def _example(place: Place, index: int) -> Place:
    """Where the author wrote an example: under `example`, if not in a list of `examples`."""
    pointer = f"{place.pointer}/examples"
    positions = place.source.positions
    if positions is not None and positions.locate(pointer) == positions.locate(place.pointer):
        return place / "example"
    return place / "examples" / index


def _key(place: Place) -> tuple[str, str]:
    return place.source.path, place.pointer
