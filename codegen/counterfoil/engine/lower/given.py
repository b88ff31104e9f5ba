"""The provider states that an operation or a response needs, from `x-given`."""

from collections.abc import Iterator

from counterfoil.engine.library import Node
from counterfoil.model import Finding, Given, Json, Place

KEY = "x-given"
_FIX = "Write a state's name, or a list of names and of `{state: name, params: {…}}`."


def given(findings: list[Finding], *nodes: Node) -> tuple[Given, ...]:
    """The states at the first of `nodes` that names any; what is no state is added to `findings`."""
    for node in nodes:
        if isinstance(node.value, dict) and KEY in node.value:
            return tuple(_states(node.value[KEY], node.place / KEY, findings))
    return ()


def _states(value: Json, place: Place, findings: list[Finding]) -> Iterator[Given]:
    if not isinstance(value, list):
        yield from _state(value, place, findings)
        return
    for index, each in enumerate(value):
        yield from _state(each, place / index, findings)


def _state(value: Json, place: Place, findings: list[Finding]) -> Iterator[Given]:
    match value:
        case str(name) if name.strip():
            yield Given(name)
        case {"state": str(name), "params": dict(params), **rest} if name.strip() and not rest:
            yield Given(name, params)
        case {"state": str(name), **rest} if name.strip() and not rest:
            yield Given(name)
        case _:
            findings.append(_unclear(value, place))


def _unclear(value: Json, place: Place) -> Finding:
    return Finding(
        rule="provider-state-unclear",
        message="`x-given` holds something that names no provider state",
        at=place.at,
        witness=value,
        fix=_FIX,
    )
