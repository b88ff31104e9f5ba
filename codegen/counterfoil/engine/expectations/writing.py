"""Writes the files in which consumers say what they rely on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from counterfoil.engine.expectations import block
from counterfoil.engine.expectations.layout import Layout, layout_of
from counterfoil.engine.expectations.reading import SECTIONS, interaction_in
from counterfoil.engine.sources import parse_source
from counterfoil.engine.written import value_at
from counterfoil.model import (
    Ask,
    CannotRun,
    Expectations,
    Given,
    Interaction,
    Json,
    Place,
    Source,
    Use,
)


def render(expectations: Expectations, schema: str = "") -> str:
    """The YAML text of a file of expectations; `schema` is what its first line tells editors."""
    head: dict[str, Json] = {"consumer": expectations.consumer}
    if expectations.owner:
        head["x-owner"] = expectations.owner
    written = [*([f"# yaml-language-server: $schema={schema}"] if schema else [])]
    written += block.lines(head)
    items = [as_json(each) for each in expectations.interactions]
    written += block.lines({"interactions": items})
    return "".join(f"{line}\n" for line in written)


def as_json(interaction: Interaction) -> dict[str, Json]:
    """What the format says of an interaction, its keys in the format's order."""
    found: dict[str, Json] = {"description": interaction.description}
    if interaction.recorded:
        found["recorded"] = True
    if interaction.given:
        found["given"] = [_given(each) for each in interaction.given]
    if interaction.ask is None:
        found["message"] = _use(interaction.use)
        return found
    found["request"] = _ask(interaction.ask)
    found["response"] = {"status": interaction.status, **_use(interaction.use)}
    return found


def updated(text: str, source: Source, recorded: Sequence[Interaction]) -> str:
    """The text of a file with its recorded interactions replaced by these.

    What stands there by hand stays as it is, to the byte, and so do recorded interactions that are
    the same again. One that has changed is written in its place; new ones follow at the end.
    A recorded interaction whose description one by hand has already is left out: who takes the mark
    `recorded` away keeps the interaction as theirs.

    Raises CannotRun where the text is laid out so that nothing can be replaced in it.
    """
    standing = source.value["interactions"]
    fates, added = _plan(source, recorded)
    if not added and all(fate is KEEP for fate in fates):
        return text
    value = [
        each if fate is KEEP else fate
        for each, fate in zip(standing, fates, strict=True)
        if fate is not None
    ]
    if source.path.endswith(".json"):
        whole = {**source.value, "interactions": [*value, *added]}
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    written = _rewritten(text, fates, added)
    if written is None or _interactions(source.path, written) != _canonical([*value, *added]):
        raise CannotRun(
            f"cannot write {source.path} anew",
            "Its interactions are no list in block style, or one refers to an anchor in another.",
            "Begin each interaction with a dash on a line of its own, and use no anchors.",
        )
    return written


class _Keep:
    """Says that an interaction stays as it is."""


KEEP = _Keep()
Fate: TypeAlias = "_Keep | dict[str, Json] | None"
"""What becomes of an interaction that stands in a file: it stays, is written anew, or goes."""


def _plan(
    source: Source, recorded: Sequence[Interaction]
) -> tuple[list[Fate], list[dict[str, Json]]]:
    """What becomes of each interaction of a file, and those that are new."""
    listed = Place(source) / "interactions"
    standing = [
        interaction_in(each, listed / index)
        for index, each in enumerate(source.value["interactions"])
    ]
    by_hand = {each.description for each in standing if not each.recorded}
    wanted: dict[str, dict[str, Json]] = {}
    for each in recorded:
        if each.description not in by_hand:
            wanted.setdefault(each.description, as_json(replace(each, recorded=True)))
    fates = [_fate(each, wanted) for each in standing]
    return fates, list(wanted.values())


def _fate(standing: Interaction, wanted: dict[str, dict[str, Json]]) -> Fate:
    """What becomes of an interaction; what it becomes is taken from those wanted."""
    if not standing.recorded:
        return KEEP
    recorded = wanted.pop(standing.description, None)
    if recorded is None:
        return None
    if _canonical(recorded) == _canonical(as_json(standing)):
        return KEEP
    written = value_at(standing.place)
    return {**recorded, **{key: written[key] for key in written if key.startswith("x-")}}


def _rewritten(text: str, fates: Sequence[Fate], added: Sequence[Mapping[str, Json]]) -> str | None:
    """A YAML text in which interactions have met their fates; None where they cannot be found in it."""
    layout = layout_of(text)
    if layout is None or len(layout.items) != len(fates):
        return None
    lines = list(layout.lines)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += layout.newline
    left = any(fate is not None for fate in fates)
    more = [line for each in added for line in _item(each, layout)]
    lines[layout.end : layout.end] = more if left or added else [f"  []{layout.newline}"]
    for index, fate in reversed(list(enumerate(fates))):
        if fate is None:
            gone = layout.with_comments(index)
            del lines[gone.start : gone.stop]
        elif not isinstance(fate, _Keep):
            own = layout.items[index]
            lines[own.start : own.stop] = _item(fate, layout)
    return "".join(lines)


def _item(value: Mapping[str, Json], layout: Layout) -> list[str]:
    return [f"{' ' * layout.column}{line}{layout.newline}" for line in block.item(value)]


def _interactions(path: str, text: str) -> str:
    """The interactions in a text, canonical; empty where it cannot be read."""
    source, _ = parse_source(path, text.encode())
    return "" if source is None else _canonical(source.value.get("interactions"))


def _canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _given(given: Given) -> Json:
    return {"state": given.state, "params": dict(given.params)} if given.params else given.state


def _ask(ask: Ask) -> dict[str, Json]:
    found: dict[str, Json] = {"operation": ask.operation}
    for location, name in SECTIONS.items():
        if ask.parameters.get(location):
            found[name] = dict(ask.parameters[location])
    if ask.has_body:
        found["body"] = ask.body
    if ask.media_type:
        found["media-type"] = ask.media_type
    return found


def _use(use: Use) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if use.reads:
        found["reads"] = list(use.reads)
    if use.members:
        found["members"] = {field: list(each) for field, each in use.members.items()}
    if use.formats:
        found["formats"] = dict(use.formats)
    if use.headers:
        found["headers"] = list(use.headers)
    return found
