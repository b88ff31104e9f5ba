"""What a contract's lifecycle adds to what changed in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterfoil.compat.change import Change
from counterfoil.compat.lifecycle.farewells import farewell
from counterfoil.compat.lifecycle.fields import fields
from counterfoil.compat.lifecycle.stability import stability
from counterfoil.compat.lifecycle.stages import stage_at, stage_of_contract
from counterfoil.compat.lifecycle.sunsets import staged
from counterfoil.compat.lifecycle.versions import versioned
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told, changes
from counterfoil.model import Api

_REMOVALS = ("property-removed", "required-property-removed")


def applied(
    baseline: Api, candidate: Api, found: Sequence[Change], terms: Terms
) -> tuple[Change, ...]:
    """The changes, properties that are gone judged by what was announced, and what else the lifecycle says."""
    title = candidate.contract.title
    if baseline.contract.kind is not candidate.contract.kind:
        return tuple(found)
    settled = [_farewell(each, baseline, terms) for each in found]
    settled += changes(title, _announced(baseline, candidate, terms))
    return tuple(settled)


def version(baseline: Api, candidate: Api, found: Sequence[Change]) -> tuple[Change, ...]:
    """Whether the version of a contract says what changed in it since the one that was published."""
    return changes(candidate.contract.title, versioned(baseline, candidate, found))


def _announced(baseline: Api, candidate: Api, terms: Terms) -> Iterator[Told]:
    if baseline.contract.id == candidate.contract.id:
        # Another version of a contract is at a stage of its own.
        one, other = stage_of_contract(baseline), stage_of_contract(candidate)
        yield from staged("contract", "the contract", one, other, terms)
        yield from stability("the contract", one, other, terms)
    yield from fields(baseline, candidate, terms)


def _farewell(change: Change, baseline: Api, terms: Terms) -> Change:
    """A property that is gone: a note after its sunset, and an error before it."""
    if change.baseline is None or not change.rule.endswith(_REMOVALS):
        return change
    stage = stage_at(change.baseline, baseline.lifecycle.stability)
    if not stage.deprecated:
        return change
    said = farewell(stage, terms)
    if said.own_severity is None:
        return change
    return replace(change, message=f"{change.message}; {said.words}", severity=said.own_severity)
