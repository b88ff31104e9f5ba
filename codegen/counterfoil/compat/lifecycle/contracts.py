"""Contracts that one tree has and the other one has not, or that are of another kind there."""

import re
from collections.abc import Iterator, Sequence

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.lifecycle.farewells import farewell
from counterfoil.compat.lifecycle.stages import stage_of_contract
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told, changes
from counterfoil.model import Api, Bundle, Severity
from counterfoil.model import Kind as Format


def gone(baseline: Bundle, others: Sequence[Bundle], terms: Terms) -> tuple[Change, ...]:
    """What is to be said of a contract that is in the baseline alone.

    `others` are the contracts of the candidate that the baseline has not: it may be one of them now.
    """
    now = moved(baseline, others)
    if now is not None:
        return changes(now.contract.title, [_renamed(baseline, now)])
    return changes(baseline.contract.title, [_removed(baseline, terms)])


def added(candidate: Bundle, others: Sequence[Bundle]) -> tuple[Change, ...]:
    """What is to be said of a contract that is in the candidate alone.

    `others` are the contracts of the baseline that the candidate has not; of one that was called
    otherwise `gone` speaks.
    """
    if moved(candidate, others) is not None:
        return ()
    return changes(candidate.contract.title, [_added(candidate)])


def kinds(baseline: Api, candidate: Api) -> Iterator[Told]:
    """The change of a contract that describes an API in one version, and a message in the other one."""
    one, other = baseline.contract, candidate.contract
    if one.kind is not other.kind:
        yield Told(
            "contract-kind-changed",
            Kind.CHANGED,
            f"it described {DESCRIBED[one.kind]} and describes {DESCRIBED[other.kind]} now",
            candidate.place,
            baseline.place,
            unknown("an API and a message have nothing that could be compared"),
            before=one.kind.value,
            after=other.kind.value,
            subject=other.id,
            severity=Severity.ERROR,
            fix="Give the other kind a name of its own, and keep this one.",
        )


DESCRIBED = {Format.OPENAPI: "an API", Format.JSON_SCHEMA: "a message"}
"""Kind of a contract → what it describes, as sentences name it."""


def _removed(gone: Bundle, terms: Terms) -> Told:
    said = farewell(stage_of_contract(gone.api), terms)
    return Told(
        f"contract-{said.verb}",
        Kind.REMOVED,
        f"the contract is gone; {said.words}",
        gone.api.place,
        gone.api.place,
        unknown("whoever keeps to it has nothing left to keep to"),
        before=gone.contract.id,
        subject=gone.contract.id,
        severity=said.severity,
        fix=said.fix,
    )


def _added(new: Bundle) -> Told:
    return Told(
        "contract-added",
        Kind.ADDED,
        "the contract is new",
        new.api.place,
        None,
        safe("nobody keeps to it yet"),
        after=new.contract.id,
        subject=new.contract.id,
    )


def _renamed(gone: Bundle, moved: Bundle) -> Told:
    return Told(
        "contract-renamed",
        Kind.CHANGED,
        f"the contract was called {gone.contract.id}; what is exchanged is the same, and what is"
        " generated from it is called differently",
        moved.api.place,
        gone.api.place,
        safe("both describe the same exchanges"),
        before=gone.contract.id,
        after=moved.contract.id,
        subject=moved.contract.id,
        severity=Severity.WARNING,
        fix=f"Keep the folder {gone.contract.id}, or move its consumers along in one change.",
    )


def moved(gone: Bundle, others: Sequence[Bundle]) -> Bundle | None:
    """The contract that holds the same documents elsewhere, however far up its references lead from there."""
    kept = _unmoored(gone)
    elsewhere = (each for each in others if each.contract.id != gone.contract.id)
    return next((each for each in elsewhere if _unmoored(each) == kept), None)


def _unmoored(bundle: Bundle) -> tuple[str, ...]:
    """Its document, and then all that it refers to."""
    texts = [_UPWARDS.sub("../", each.text) for each in bundle.sources]
    return (_UPWARDS.sub("../", bundle.contract.source.text), *sorted(texts))


_UPWARDS = re.compile(r"(\.\./)+")
