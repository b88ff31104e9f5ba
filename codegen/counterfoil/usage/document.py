"""Usage as one JSON value, which programs may rely on."""

from collections.abc import Sequence

from counterfoil.model import Json, Place
from counterfoil.usage.claims import User
from counterfoil.usage.graph import Graph
from counterfoil.usage.summary import unused_fields, unused_operations
from counterfoil.usage.table import Row, Usage

FORMAT = 1
"""Counted up when something that programs read goes or changes its meaning."""


def document(usages: Sequence[Usage], graph: Graph) -> Json:
    """What each contract offers with its users, and the dependencies between services.

    - `contracts[]`: `id`, `file`, `deprecated`, `sunset`, `providers`, `consumers[]` (`name`, `file`,
      `interactions`), `unknown_users[]` (sentences; while there is one, nothing is said to be unused),
      `offers[]`, `unused`.
    - `offers[]`: `part` (`operation`, `parameter`, `body`, `response`, `header`, `field`), `operation`,
      `title`, `status`, `name` (a field pattern, `query limit`, a header's name), `deprecated`,
      `in_contract` (false: somebody relies on what the contract does not have), `place` (where the
      contract says it, as `counterfoil impact` takes it), `used_by[]` (`consumer`, `interaction`, `at`
      with `path` and `line`, `recorded`, and where it says so `members` and `format`).
    - `unused`: `operations[]` by id; `fields[]` with `operation`, `status` and `field`, of responses that
      somebody expects.
    - `dependencies[]`: `provider` and `consumer` (null: none), `contract`, `kind` (`http`, `message`),
      `recorded` (whether the consumer says what it relies on).
    """
    return {
        "format": FORMAT,
        "contracts": [_contract(each) for each in usages],
        "dependencies": [
            {
                "provider": each.provider or None,
                "consumer": each.consumer or None,
                "contract": each.contract.id,
                "kind": "message" if each.by_message else "http",
                "recorded": each.recorded,
            }
            for each in graph.dependencies
        ],
    }


def _contract(usage: Usage) -> Json:
    return {
        "id": usage.contract.id,
        "file": usage.contract.source.path,
        "deprecated": usage.deprecated,
        "sunset": usage.sunset,
        "providers": list(usage.providers),
        "consumers": [
            {"name": each.name, "file": each.file, "interactions": each.interactions}
            for each in usage.consumers
        ],
        "unknown_users": list(usage.unknown),
        "offers": [_offer(each) for each in usage.rows],
        "unused": {
            "operations": [each.offer.operation for each in unused_operations(usage)],
            "fields": [
                {
                    "operation": each.offer.operation,
                    "status": each.offer.status,
                    "field": each.offer.name,
                }
                for each in unused_fields(usage)
            ],
        },
    }


def _offer(row: Row) -> Json:
    offer = row.offer
    return {
        "part": offer.part.value,
        "operation": offer.operation,
        "title": offer.title,
        "status": offer.status,
        "name": offer.name,
        "deprecated": offer.deprecated,
        "in_contract": offer.described,
        "place": _place(offer.trail.own[0]) if offer.trail.own else None,
        "used_by": [user_of(each) for each in row.users],
    }


def user_of(user: User) -> Json:
    """A consumer, and where it says what it relies on."""
    at = user.place.at
    found: dict[str, Json] = {
        "consumer": user.consumer,
        "interaction": user.interaction,
        "at": {"path": at.path, "line": at.line},
        "recorded": user.recorded,
    }
    if user.members:
        found["members"] = list(user.members)
    if user.format:
        found["format"] = user.format
    return found


def _place(place: Place) -> str:
    return f"{place.source.path}#{place.pointer}"
