"""The first phase: what the contract says by example, and a request that each operation accepts."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.engine.conform import Breach
from counterfoil.model import Operation
from counterfoil.verify.asking.attempts import Attempt, examples, made
from counterfoil.verify.asking.learning import learn
from counterfoil.verify.asking.order import in_order
from counterfoil.verify.asking.systematic import keeps
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Accepts, Phase
from counterfoil.verify.judging.verdicts import breach, is_turned_down
from counterfoil.verify.requests.drafts import Draft, Told

_ENOUGH = 6
"""Requests that are made up for an operation which accepts none."""


def ask_examples(inquiry: Inquiry) -> None:
    """Sends every example, and where none is accepted what should be; keeps what was accepted."""
    for operation in in_order(inquiry.api, inquiry.resources):
        turned_down: list[Told] = []
        for attempt in _sound(inquiry, operation):
            told = learn(inquiry, attempt.draft, Phase.EXAMPLES)
            if told is not None and attempt.own_words and is_turned_down(told):
                turned_down.append(told)
        linked = _make(inquiry, operation)
        for told in turned_down if not linked else ():
            inquiry.saw(_refused_example(operation, told), told, Accepts(), Phase.EXAMPLES)
    for operation in in_order(inquiry.api, inquiry.resources):
        if inquiry.ground.base(operation) is None:
            # What it needs may have been made since.
            _try(inquiry, operation)


def _sound(inquiry: Inquiry, operation: Operation) -> Iterator[Attempt]:
    """The examples that keep the contract; some do not keep the one in which they stand."""
    for attempt in examples(inquiry, operation):
        if keeps(inquiry, attempt.draft):
            yield attempt
        else:
            inquiry.verdicts["contradictory examples"] += attempt.own_words


def _made(inquiry: Inquiry, operation: Operation) -> Iterator[Draft]:
    return (each for each in made(inquiry, operation) if keeps(inquiry, each))


def _try(inquiry: Inquiry, operation: Operation) -> None:
    first = [each.draft for each in islice(_sound(inquiry, operation), 1)]
    for draft in first or islice(_made(inquiry, operation), 1):
        learn(inquiry, draft, Phase.EXAMPLES)


def _make(inquiry: Inquiry, operation: Operation) -> bool:
    """Tries made values while none is accepted; whether one was that an example could not have had."""
    for number, draft in enumerate(_made(inquiry, operation)):
        if inquiry.ground.base(operation) is not None or number >= _ENOUGH:
            return False
        told = learn(inquiry, draft, Phase.EXAMPLES)
        if told is not None and told.accepted:
            return True
    return False


def _refused_example(operation: Operation, told: Told) -> Breach:
    place = operation.body.place if operation.body and told.draft.has_body else operation.place
    return breach(
        "valid-request-rejected",
        f"an example of the contract is answered with {told.status}",
        place,
        value=told.status,
    )
