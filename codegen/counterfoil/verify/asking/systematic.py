"""The second phase: requests that keep the contract in every way, and requests that break it in one."""

from collections.abc import Sequence

from counterfoil.model import Operation
from counterfoil.verify.asking.learning import current, learn
from counterfoil.verify.asking.order import in_order
from counterfoil.verify.following.readback import read_back
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Accepts, Phase
from counterfoil.verify.judging.sightings import MANY, Tried
from counterfoil.verify.judging.verdicts import UNPROCESSABLE, breach, is_turned_down_for
from counterfoil.verify.judging.words import attempted, described
from counterfoil.verify.requests.changes import Change, changed, halves
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.fresh import afresh
from counterfoil.verify.requests.valid import (
    branches,
    lengths,
    rounds,
    with_options,
    without_options,
)
from counterfoil.verify.wire.lost import Lost

_READ = 4
"""Things of one kind that are read back."""


def ask_valid(inquiry: Inquiry) -> None:
    """Every operation with everything that its contract allows, as far as the budget goes."""
    for operation in in_order(inquiry.api, inquiry.resources):
        base = inquiry.ground.base(operation)
        if base is not None and operation.method != "DELETE":
            _vary(inquiry, operation, base)


def _vary(inquiry: Inquiry, operation: Operation, base: Draft) -> None:
    before = inquiry.sent[Phase.VALID]
    told = Trials(inquiry, before + 2 * inquiry.settings.requests // 3)
    told.attempt(base, without_options(inquiry, base))
    added = told.attempt(base, with_options(inquiry, base))
    rich = changed(base, added)
    if added and operation.id in inquiry.ground.bases:
        inquiry.ground.rich[operation.id] = rich
    for change in branches(inquiry, rich):
        if told.attempt(rich, (change,)):
            inquiry.ground.branched.setdefault(operation.id, []).append(changed(rich, (change,)))
    for changes in (*rounds(inquiry, rich), *lengths(inquiry, rich)):
        told.attempt(rich, changes)


class Trials:
    """Sends changes of one operation until what is accepted is known, change by change."""

    def __init__(self, inquiry: Inquiry, end: int) -> None:
        self._inquiry = inquiry
        self._end = end
        self._read = 0

    def attempt(self, base: Draft, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes that are accepted, all at once if possible, else by halves."""
        if not changes or self._inquiry.sent[Phase.VALID] >= self._end:
            return ()
        told = self._sent(base, changes)
        if told is not None and told.accepted:
            return tuple(changes)
        if told is not None and isinstance(told.reply, Lost):
            return ()
        if len(changes) > 1:
            one, other = halves(changes)
            return (*self.attempt(base, one), *self.attempt(base, other))
        if told is not None:
            self._judge(told, changes[0])
        return ()

    def _sent(self, base: Draft, changes: Sequence[Change]) -> Told | None:
        inquiry = self._inquiry
        draft = changed(current(inquiry, base, Phase.VALID), changes)
        if not keeps(inquiry, draft):
            return None
        told = learn(inquiry, draft, Phase.VALID, _tried(changes))
        if told is not None and told.status in (409, UNPROCESSABLE) and self._may_be_taken(draft):
            retried = changed(afresh(inquiry, base), changes)
            told = learn(inquiry, retried, Phase.VALID, _tried(changes))
            if told is not None and told.accepted:
                inquiry.ground.unique.add(base.operation.id)
        if told is not None and told.accepted and self._read < _READ:
            self._read += read_back(inquiry, told, Phase.VALID)
        return told

    def _may_be_taken(self, draft: Draft) -> bool:
        """Whether a name that is there already may be why; asked once for each operation."""
        ground, operation = self._inquiry.ground, draft.operation.id
        if operation in ground.unique or operation in ground.tried or not draft.has_body:
            return False
        ground.tried.add(operation)
        return True

    def _judge(self, told: Told, change: Change) -> None:
        inquiry, operation = self._inquiry, told.draft.operation
        if not is_turned_down_for(told, change):
            inquiry.verdicts["not proved"] += 1
            return
        message = f"{described(operation, change)} is answered with {told.status}, and the contract allows it"
        place = inquiry.place_of(operation, change)
        found = breach("valid-request-rejected", message, place, "request")
        inquiry.saw(found, told, Accepts(), Phase.VALID, attempted(change))


def keeps(inquiry: Inquiry, draft: Draft) -> bool:
    """Whether the contract has nothing to say against a request."""
    request = inquiry.written(draft)
    return request is not None and inquiry.breaches_of(draft.operation, request) == ()


def _tried(changes: Sequence[Change]) -> Tried:
    return attempted(changes[0]) if len(changes) == 1 else Tried(MANY)
