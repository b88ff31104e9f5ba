"""What sets a request apart from one that was accepted: one value put, or taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterfoil.model import In, Json
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.edits import Edit, edited


@dataclass(frozen=True, slots=True)
class Change:
    """One value in a parameter or in the body."""

    name: tuple[In, str] | None
    """Of the parameter; None for the body."""
    pointer: str
    value: Json
    """`NOTHING` takes away what is there."""
    label: str = ""
    key: str = ""
    """Where the contract describes the place."""
    plain: bool = False
    """Whether nothing but the contract decides on such a value: a bound, a member, an optional part."""
    twice: bool = False
    """Whether the parameter is sent a second time."""

    def apart_from(self, other: "Change") -> bool:
        """Whether both can be made at once."""
        if self.name != other.name:
            return True
        one, two = f"{self.pointer}/", f"{other.pointer}/"
        return not (one.startswith(two) or two.startswith(one))


def changed(draft: Draft, changes: Iterable[Change]) -> Draft:
    """The draft with every change made."""
    for change in changes:
        draft = _made(draft, change)
    return draft


def together(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Those of the changes that can be made at once; of two that cannot, the first."""
    kept: list[Change] = []
    for change in changes:
        if all(change.apart_from(each) for each in kept):
            kept.append(change)
    return tuple(kept)


def halves(changes: Sequence[Change]) -> tuple[Sequence[Change], Sequence[Change]]:
    """The first and the second half."""
    middle = len(changes) // 2
    return changes[:middle], changes[middle:]


def _made(draft: Draft, change: Change) -> Draft:
    if change.name is None:
        return _in_body(draft, change)
    if change.twice:
        twice = draft.call.twice | {change.name}
        draft = replace(draft, call=replace(draft.call, twice=twice))
    if change.pointer == "":
        if change.value is NOTHING:
            return draft.without(change.name)
        return draft.saying(change.name, change.value)
    held = draft.call.parameters.get(change.name)
    return draft.saying(change.name, edited(held, [Edit(change.pointer, change.value)]))


def _in_body(draft: Draft, change: Change) -> Draft:
    if change.pointer == "" and change.value is NOTHING:
        return draft.with_body(ABSENT)
    return draft.with_body(edited(draft.body, [Edit(change.pointer, change.value)]))
