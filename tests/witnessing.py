"""What a validator that shares nothing with the toolkit makes of the witnesses of a comparison."""

from collections.abc import Iterator

from counterfoil.compat.change import Carrier, Change, Party
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.terms import Mode
from counterfoil.model import Json, Verdict
from second_opinion import Opinion, of_form


def broken(comparison: Comparison) -> Iterator[Change]:
    """The changes whose witness is a JSON value: a message, or the body of an exchange."""
    for change in comparison.changes:
        carriers = change.carriers
        if change.verdict is Verdict.PROVED_BREAK and carriers and all(map(_is_json, carriers)):
            yield change


def is_confirmed(change: Change, comparison: Comparison) -> bool:
    """Whether who sends the value accepts it, and who takes it does not.

    In answers the candidate sends and the baseline takes; elsewhere, and looking forward, it is the
    other way round.
    """
    forward = comparison.terms.mode is Mode.FORWARD
    answered = change.rule.startswith("response-")
    proof = [forward == answered, forward != answered]
    return any(_taken(change, each, comparison) == proof for each in change.carriers)


def _taken(change: Change, carrier: Carrier, comparison: Comparison) -> list[bool]:
    """Which versions accept the value, if it is this carrier that has it."""
    value = _value(change.witness, carrier)
    return [
        Opinion.of_api(bundle.api).accepts(of_form(bundle.api, schema, carrier.form), value)
        for bundle, schema in (
            (comparison.baseline, carrier.baseline),
            (comparison.candidate, carrier.candidate),
        )
    ]


def _is_json(carrier: Carrier) -> bool:
    return not carrier.name and carrier.media_type in ("", "application/json")


def _value(witness: Json, carrier: Carrier) -> Json:
    if carrier.sender is Party.WRITER:
        return witness
    return witness["reply" if carrier.status else "request"].get("body")
