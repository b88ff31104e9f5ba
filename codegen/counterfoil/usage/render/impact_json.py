"""An impact for programs."""

import json

from counterfoil.engine.render.plain import finite
from counterfoil.model import Json
from counterfoil.usage.document import user_of
from counterfoil.usage.impact import Impact, Loss, broken_by, outermost


def render(impact: Impact) -> str:
    """One JSON value.

    - `place`: `asked`, `path`, `pointer`, `line`.
    - `breaks[]`: `consumer`, `because[]` (what goes, as under `goes[]`, with `interaction`, `at`, and where
      the consumer says so `members` and `format`).
    - `perhaps[]`: the same for each that reads what is around it whole, without saying what of it.
    - `holds[]`: `consumer`, `contract`. `unknown_users[]`: sentences.
    - `goes[]`: `contract`, `part`, `operation`, `title`, `status`, `name`, `what` (empty: all of it).
    """
    place = impact.pointed.place
    value = {
        "place": {
            "asked": impact.pointed.asked,
            "path": place.source.path,
            "pointer": place.pointer,
            "line": place.at.line,
        },
        "breaks": [
            {
                "consumer": consumer,
                "because": [
                    {**_lost(loss), **user_of(user)} for loss, user in broken_by(impact, consumer)
                ],
            }
            for consumer in impact.broken
        ],
        "perhaps": [
            {**_lost(loss), **user_of(user)} for loss in impact.perhaps for user in loss.users
        ],
        "holds": [
            {"consumer": each.consumer, "contract": each.contract.id} for each in impact.unhurt
        ],
        "unknown_users": list(impact.unknown),
        "goes": [_lost(each) for each in outermost(impact.losses)],
    }
    return json.dumps(finite(value), indent=2, ensure_ascii=False) + "\n"


def _lost(loss: Loss) -> dict[str, Json]:
    offer = loss.offer
    return {
        "contract": loss.contract.id,
        "part": offer.part.value,
        "operation": offer.operation,
        "title": offer.title,
        "status": offer.status,
        "name": offer.name,
        "what": loss.what,
    }
