"""What is deprecated in contracts, since when, and when it goes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counterfoil.compat.lifecycle.stages import day, stage_at
from counterfoil.model import (
    Api,
    Bundle,
    Component,
    Interaction,
    Json,
    Operation,
    Place,
    Source,
    unescape,
)

_SCHEMAS = "/components/schemas/"


@dataclass(frozen=True, slots=True)
class Notice:
    """One deprecation. Dates are as the contract has them, and may be empty."""

    contract: str
    """Its title: `orders v1`."""
    what: str
    """Inside the contract; empty for the contract itself."""
    place: Place
    since: str = ""
    sunset: str = ""
    successor: str = ""
    consumers: tuple[str, ...] = ()
    """Those that say that they rely on it."""

    @property
    def name(self) -> str:
        """`orders v1 GET /orders`."""
        return f"{self.contract} {self.what}".strip()


def notices(bundles: Sequence[Bundle]) -> tuple[Notice, ...]:
    """Every deprecation in contracts: what goes first comes first, what has no date comes last."""
    return in_order(each for bundle in bundles for each in notices_of(bundle))


def in_order(found: Iterable[Notice]) -> tuple[Notice, ...]:
    """The same, of deprecations that are known already."""
    return tuple(sorted(found, key=lambda each: (_when(each), each.name, each.place.pointer)))


def row_of(notice: Notice) -> Json:
    """A deprecation in JSON, of which nothing is said that is empty."""
    row = {
        "what": notice.what,
        "path": notice.place.source.path,
        "pointer": notice.place.pointer,
        "since": notice.since,
        "sunset": notice.sunset,
        "successor": notice.successor,
        "consumers": list(notice.consumers),
    }
    return {key: value for key, value in row.items() if value}


def notice_in(row: Json, contract: str) -> Notice:
    """The way back from `row_of`; `contract` is its title."""
    texts = {key: str(row.get(key, "")) for key in ("what", "since", "sunset", "successor")}
    place = Place(Source(str(row["path"]), ""), str(row.get("pointer", "")))
    consumers = tuple(map(str, row.get("consumers", ())))
    return Notice(contract, place=place, consumers=consumers, **texts)


def _when(notice: Notice) -> date:
    return day(notice.sunset) or date.max


def notices_of(bundle: Bundle) -> Iterator[Notice]:
    """The deprecations in one contract, as they stand in it."""
    api = bundle.api
    yield from _of_contract(bundle)
    for operation in _all_operations(api):
        yield from _of_operation(operation, bundle)
    yield from _of_fields(api)


def _of_contract(bundle: Bundle) -> Iterator[Notice]:
    lifecycle = bundle.api.lifecycle
    if lifecycle.deprecated or lifecycle.sunset:
        consumers = tuple(each.consumer for each in bundle.expectations)
        yield Notice(
            bundle.contract.title,
            "",
            bundle.api.place,
            lifecycle.since,
            lifecycle.sunset,
            lifecycle.successor,
            tuple(sorted(consumers)),
        )


def _all_operations(api: Api) -> Iterator[Operation]:
    for operation in (*api.operations, *api.webhooks):
        yield operation
        for inside in operation.callbacks.values():
            yield from inside


def _of_operation(operation: Operation, bundle: Bundle) -> Iterator[Notice]:
    title = bundle.contract.title
    # Where the whole contract goes, that each of its operations goes is no news.
    if (operation.deprecated or operation.sunset) and not _goes_with_contract(operation, bundle):
        yield Notice(
            title,
            operation.title,
            operation.place,
            operation.since,
            operation.sunset,
            consumers=_asking(operation, bundle),
        )
    for each in operation.parameters:
        if each.deprecated:
            what = f"{operation.title}: {each.location} parameter `{each.name}`"
            yield Notice(title, what, each.place, *_dates(each.place))
    for response in operation.responses:
        for header in response.headers:
            if header.deprecated:
                what = f"{operation.title}: header `{header.name}` of answer {response.status}"
                yield Notice(title, what, header.place, *_dates(header.place))


def _goes_with_contract(operation: Operation, bundle: Bundle) -> bool:
    lifecycle = bundle.api.lifecycle
    return lifecycle.deprecated and operation.sunset in ("", lifecycle.sunset)


def _asking(operation: Operation, bundle: Bundle) -> tuple[str, ...]:
    names = (operation.id, operation.author_id, operation.title)
    return tuple(
        sorted(
            each.consumer
            for each in bundle.expectations
            if any(_asks(one, names) for one in each.interactions)
        )
    )


def _asks(interaction: Interaction, names: Sequence[str]) -> bool:
    return interaction.ask is not None and interaction.ask.operation in names


def _of_fields(api: Api) -> Iterator[Notice]:
    for component in api.components.values():
        if component.schema.get("deprecated") is True:
            what = f"schema `{_spoken(component)}`"
            yield Notice(api.contract.title, what, component.place, *_dates(component.place))
        for key, schema in component.schema.get("properties", {}).items():
            if schema.get("deprecated") is True:
                place = component.place / "properties" / key
                what = f"field `{_spoken(component)}.{key}`"
                yield Notice(api.contract.title, what, place, *_dates(place))


def _spoken(component: Component) -> str:
    """What the author calls a schema; one that has no name goes by its place."""
    pointer = component.place.pointer
    if not component.hoisted or not pointer.startswith(_SCHEMAS):
        return component.author_name or pointer or component.name
    tokens = pointer.removeprefix(_SCHEMAS).split("/")
    return ".".join(unescape(each) for each in tokens if each != "properties")


def _dates(place: Place) -> tuple[str, str]:
    """Since when it is deprecated and when it goes, as the author's text has it."""
    stage = stage_at(place, "")
    return stage.since, stage.sunset
