"""Values that travel as texts: parameters and headers that are no documents of their own."""

from collections.abc import Collection

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.deciding import Decider, Decision, Guarded
from counterfoil.compat.differences import Way
from counterfoil.compat.judging.reach import Reached, Trail
from counterfoil.model import Schema, Verdict

_TEXT: Schema = {"type": "string"}
_PLAIN: Schema = {"type": ["boolean", "integer", "number", "string"]}


def taken_as_text(
    decider: Decider | Guarded,
    reached: Collection[Reached],
    within: Trail,
    sent: Schema,
    taken: Schema,
    sender: Party,
) -> Decision | None:
    """The proof that a plain value is taken because it is read as a text, and every text is taken.

    `limit=7` is a text to who expects texts. `within`: the way to it from what is reached. None
    where it travels otherwise, or where some texts are not taken.
    """
    if not all(_is_plain(each.carrier, (*each.trail, *within)) for each in reached):
        return None
    plain = decider.proof(sent, _PLAIN, sender)
    any_text = decider.proof(_TEXT, taken, sender)
    if plain is None or any_text is None:
        return None
    policies = tuple(dict.fromkeys((*plain.policies, *any_text.policies)))
    why = "it travels as a text, and every text is taken"
    return Decision(Verdict.PROVED_SAFE, policies=policies, why=why)


def _is_plain(carrier: Carrier, trail: Trail) -> bool:
    """Whether it is a parameter or a header that is written in a style, or an item of one."""
    ways = [step.way for step in trail]
    return bool(carrier.name) and not carrier.media_type and ways in ([], [Way.ITEM])
