"""Values that travel as texts: parameters and headers that are no documents of their own."""

from collections.abc import Collection

from counterfoil.compat.change import Party
from counterfoil.compat.deciding import Decider, Decision, Guarded
from counterfoil.compat.reach import Reached
from counterfoil.model import Schema, Verdict

_TEXT: Schema = {"type": "string"}
_PLAIN: Schema = {"type": ["boolean", "integer", "number", "string"]}


def taken_as_text(
    decider: Decider | Guarded,
    reached: Collection[Reached],
    sent: Schema,
    taken: Schema,
    sender: Party,
) -> Decision | None:
    """The proof that a plain value is taken because it is read as a text, and every text is taken.

    `limit=7` is a text to who expects texts. None where it travels otherwise, or where some texts
    are not taken.
    """
    if not all(map(_is_plain, reached)):
        return None
    plain = decider.proof(sent, _PLAIN, sender)
    any_text = decider.proof(_TEXT, taken, sender)
    if plain is None or any_text is None:
        return None
    policies = tuple(dict.fromkeys((*plain.policies, *any_text.policies)))
    why = "it travels as a text, and every text is taken"
    return Decision(Verdict.PROVED_SAFE, policies=policies, why=why)


def _is_plain(reached: Reached) -> bool:
    """Whether it is the whole of a parameter or a header that is written in a style."""
    carrier = reached.carrier
    return bool(carrier.name) and not carrier.media_type and not reached.trail
