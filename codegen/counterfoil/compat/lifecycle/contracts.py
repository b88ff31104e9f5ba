"""Contracts that one tree has and the other one has not, or that are of another kind there."""

from collections.abc import Iterator, Mapping, Sequence

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.lifecycle.farewells import farewell
from counterfoil.compat.lifecycle.stages import stage_of_contract
from counterfoil.compat.outcome import safe, unknown
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told, changes
from counterfoil.model import Bundle, Severity


def contracts(
    baseline: Sequence[Bundle], candidate: Sequence[Bundle], terms: Mapping[str, Terms]
) -> tuple[Change, ...]:
    """What happened to contracts as a whole; `terms` has those of each, by the contract's id."""
    before = {each.contract.id: each for each in baseline}
    after = {each.contract.id: each for each in candidate}
    gone = [each for name, each in before.items() if name not in after]
    new = [each for name, each in after.items() if name not in before]
    told: list[Change] = []
    for each in gone:
        moved = _moved(each, new)
        if moved is not None:
            new.remove(moved)
            told += changes(moved.contract.title, [_renamed(each, moved)])
        else:
            found = _removed(each, terms[each.contract.id])
            told += changes(each.contract.title, [found])
    told += (change for each in new for change in changes(each.contract.title, [_added(each)]))
    both = [(before[name], each) for name, each in after.items() if name in before]
    for one, other in both:
        told += changes(other.contract.title, _kinds(one, other))
    return tuple(told)


def _removed(gone: Bundle, terms: Terms) -> Told:
    said = farewell(stage_of_contract(gone.api), terms)
    return Told(
        f"contract-removed{said.ending}",
        Kind.REMOVED,
        f"the contract is gone; {said.words}",
        gone.api.place,
        gone.api.place,
        unknown("whoever keeps to it has nothing left to keep to"),
        before=gone.contract.id,
        subject=gone.contract.id,
        severity=said.severity,
        fix="Bring it back, deprecate it with an `x-sunset` and an `x-successor`, and remove it after"
        " that day." * (said.severity is Severity.ERROR),
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


def _kinds(one: Bundle, other: Bundle) -> Iterator[Told]:
    if one.contract.kind is not other.contract.kind:
        yield Told(
            "contract-kind-changed",
            Kind.CHANGED,
            f"the contract was one of {one.contract.kind} and is one of {other.contract.kind} now",
            other.api.place,
            one.api.place,
            unknown("an API and a message have nothing that could be compared"),
            before=one.contract.kind.value,
            after=other.contract.kind.value,
            subject=other.contract.id,
            severity=Severity.ERROR,
            fix="Give the other kind a name of its own, and keep this one.",
        )


def _moved(gone: Bundle, new: Sequence[Bundle]) -> Bundle | None:
    """The contract that holds the very same document elsewhere."""
    text = gone.contract.source.text
    return next((each for each in new if each.contract.source.text == text), None)
