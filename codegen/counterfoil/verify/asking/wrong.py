"""The second half of the second phase: requests that break the contract in one respect."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from counterfoil.engine.conform import Breach
from counterfoil.model import Operation, Request, values_of
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.asking.learning import current, remember
from counterfoil.verify.asking.order import in_order
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase, Refuses
from counterfoil.verify.judging.sightings import Tried
from counterfoil.verify.judging.verdicts import refuses
from counterfoil.verify.judging.words import attempted, subject
from counterfoil.verify.requests.changes import changed
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.invalid import LAST, Fault, faults, repeated

PHASE = Phase.INVALID
_ENOUGH = 12
"""Wrong requests that an operation takes one after the other before it is believed to check nothing."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong request to be."""

    operation: Operation
    base: Draft
    fault: Fault


def ask_invalid(inquiry: Inquiry, reserve: int) -> None:
    """Wrong requests to every operation in turn, the most telling first; `reserve` are left over."""
    taken: Counter[str] = Counter()
    for late, wrong in _in_turn(inquiry):
        operation = wrong.operation.id
        if inquiry.left <= reserve:
            inquiry.verdicts["not asked"] += late < _AGAIN
        elif taken[operation] < _ENOUGH:
            taken[operation] = taken[operation] + 1 if _ask(inquiry, wrong) else 0


def _in_turn(inquiry: Inquiry) -> Iterator[tuple[int, Wrong]]:
    """What tells most of each operation, by rank; then, of bodies that were tried elsewhere, the rest."""
    waiting: list[tuple[int, int, int, Wrong]] = []
    roots: set[str] = set()
    for operation in in_order(inquiry.api, inquiry.resources):
        root = _root(inquiry, operation)
        turns = _turns(_wrongs(inquiry, operation), known=root in roots)
        waiting += [
            (*turn, len(waiting) + number, each) for number, (turn, each) in enumerate(turns)
        ]
        roots.add(root)
    yield from ((late, wrong) for late, _, _, wrong in sorted(waiting, key=lambda each: each[:3]))


def _turns(wrongs: Iterable[Wrong], *, known: bool) -> list[tuple[tuple[int, int], Wrong]]:
    """When each is asked; a body that another operation takes too is asked for each keyword but once."""
    tried: set[object] = set()
    keywords: set[str] = set()
    found = []
    for each in sorted(wrongs, key=lambda wrong: wrong.fault.rank):
        fault = each.fault
        again = fault.subject in tried or (known and fault.keyword in keywords and fault.in_body)
        late = _AGAIN if again else _LATE if fault.rank == LAST else _FIRST
        found.append(((late, fault.rank), each))
        tried.add(fault.subject)
        keywords.add(fault.keyword)
    return found


_FIRST, _LATE, _AGAIN = range(3)


def _root(inquiry: Inquiry, operation: Operation) -> str:
    """What an operation's body is called in the contract; its own name where it is nobody else's."""
    base = inquiry.ground.base(operation)
    media = base.media if base is not None else None
    reference = (media.schema or {}).get("$ref", "") if media is not None else ""
    return str(reference) or operation.id


def _wrongs(inquiry: Inquiry, operation: Operation) -> Iterator[Wrong]:
    base = inquiry.ground.rich.get(operation.id) or inquiry.ground.base(operation)
    if base is None:
        return
    for draft in (base, *inquiry.ground.branched.get(operation.id, ())):
        for fault in faults(inquiry, draft):
            yield Wrong(operation, draft, fault)


def _ask(inquiry: Inquiry, wrong: Wrong) -> bool:
    """Sends a wrong request, if it is wrong indeed; whether it was accepted."""
    draft = changed(current(inquiry, wrong.base, PHASE), [wrong.fault.change])
    request = inquiry.written(draft)
    if request is None:
        return False
    return send_wrong(inquiry, draft, request, attempted(wrong.fault.change))


def send_wrong(inquiry: Inquiry, draft: Draft, request: Request, tried: Tried) -> bool:
    """Sends a request that the contract objects to, and nothing that it does not; whether it was accepted."""
    operation = draft.operation
    breaches = inquiry.breaches_of(operation, request)
    if not breaches:
        return False
    told = inquiry.put(draft, request, PHASE)
    if told is None:
        return False
    if told.accepted:
        _accepted(inquiry, told, breaches, tried)
        return True
    inquiry.judged(told, PHASE, tried)
    inquiry.verdicts["refused" if refuses(told) else "not proved"] += 1
    return False


def _accepted(inquiry: Inquiry, told: Told, breaches: Sequence[Breach], tried: Tried) -> None:
    first = breaches[0]
    message = f"{first.message}; the answer is {told.status}"
    seen = replace(first, rule="invalid-request-accepted", message=message)
    inquiry.saw(seen, told, Refuses(), PHASE, tried)
    if told.draft.operation.method == "DELETE":
        remember(inquiry, told)


def ask_malformed(inquiry: Inquiry) -> None:
    """Requests that are wrong as a whole: no body, no JSON, another media type, parameters twice."""
    for operation in in_order(inquiry.api, inquiry.resources):
        base = inquiry.ground.base(operation)
        if base is None:
            continue
        base = current(inquiry, base, PHASE)
        for draft, request, words in _malformed(inquiry, base):
            send_wrong(inquiry, draft, request, Tried(f"{operation.id} {words}", words))


def _malformed(inquiry: Inquiry, base: Draft) -> Iterator[tuple[Draft, Request, str]]:
    request = inquiry.written(base)
    if request is None:
        return
    if request.body:
        yield base, _labelled(request, "text/plain"), "the body is labelled text/plain"
        cut = replace(request, body=request.body[:-1] or b"{")
        if "json" in "".join(values_of(request.headers, "content-type")):
            yield base, cut, "the body is cut off"
        if base.operation.body is not None and base.operation.body.required:
            bare = base.with_body(ABSENT)
            without = inquiry.written(bare)
            if without is not None:
                yield bare, without, "there is no body"
    for change in repeated(base):
        draft = changed(base, [change])
        twice = inquiry.written(draft)
        if twice is not None:
            yield draft, twice, f"{subject(change)} is sent twice"


def _labelled(request: Request, media_type: str) -> Request:
    kept = tuple(each for each in request.headers if each[0].lower() != "content-type")
    return replace(request, headers=(*kept, ("Content-Type", media_type)))
