"""What of a comparison is news to those who use a contract."""

from dataclasses import replace

from counterfoil.compat.change import Change
from counterfoil.compat.comparing import Comparison

_ONLY_AUTHORS = frozenset(
    {"breaking-change-in-place", "sunset-missing", "sunset-too-soon", "version-not-raised"}
)
"""Rules that ask something of whoever changes a contract, and tell no change of it."""
_OF_NO_CONSEQUENCE = ("-examples-changed", "-description-changed")
"""What rules end with that tell of words alone: a changelog is for notable changes."""
_PENDING = ", still to come"


def news(comparison: Comparison) -> Comparison:
    """The comparison without what only concerns those who wrote the contract, or nobody."""
    kept = (
        each
        for each in comparison.changes
        if each.rule not in _ONLY_AUTHORS
        and not each.rule.endswith(_OF_NO_CONSEQUENCE)
        and not each.idle
    )
    return replace(comparison, changes=tuple(kept))


def lasting(comparison: Comparison) -> Comparison:
    """The same in words that are true on any day: what is still to come on one day has come on another."""
    return replace(comparison, changes=tuple(map(_lasting, comparison.changes)))


def _lasting(change: Change) -> Change:
    return replace(change, message=change.message.replace(_PENDING, ""))
