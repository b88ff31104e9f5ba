"""Where findings about interactions stand, said so that a waiver outlives what comes and goes above."""

from dataclasses import replace

from counterfoil.engine.written import value_at
from counterfoil.model import At, Interaction, Place, unescape


def line_of(place: Place) -> At:
    """The position without its pointer, which has the number of the interaction in it.

    A finding's fingerprint is made of the pointer, and is to stay when another interaction comes or goes.
    """
    return replace(place.at, pointer="")


def named(interaction: Interaction, place: Place) -> str:
    """A place in an interaction: its description, and the keys that lead on.

    A field, header, member or state is named by itself and not by its number in a list:
    `The order: response reads /lines/*/sku`. Of a request no value is shown, which may be secret.
    """
    here, steps = interaction.place, list[str]()
    for token in place.pointer.removeprefix(here.pointer).split("/")[1:]:
        steps.append(unescape(token) if steps[:1] == ["request"] else _step(here, unescape(token)))
        here = Place(here.source, f"{here.pointer}/{token}")
    return f"{interaction.description}: {' '.join(steps)}"


def _step(around: Place, key: str) -> str:
    """What stands in a list, where it is a text or a state; else the key."""
    if not isinstance(value_at(around), list):
        return key
    value = value_at(around / key)
    said = value.get("state") if isinstance(value, dict) else value
    return said if isinstance(said, str) else key
