"""What is said of a difference: what was, what is, whom it breaks, and what to do instead."""

from collections.abc import Mapping

from counterfoil.compat.change import Carrier, Change, Kind, Party
from counterfoil.compat.differences import Difference
from counterfoil.compat.differences.pointing import pattern_of
from counterfoil.compat.facts import Fact
from counterfoil.compat.judging.judge import AROUND, Judged
from counterfoil.compat.judging.reach import Knot
from counterfoil.compat.telling.limits import limit_told
from counterfoil.compat.telling.remedies import TELL_APART, remedy
from counterfoil.engine.words import shown
from counterfoil.model import Json, Severity, Verdict

_SAID: Mapping[Fact, str] = {
    Fact.TYPE_CHANGED: "is {after} now, and was {before}",
    Fact.TYPE_NARROWED: "is only {after} now, and was {before}",
    Fact.TYPE_WIDENED: "may be {after} now, and was only {before}",
    Fact.BECAME_NULLABLE: "may be null now",
    Fact.BECAME_NOT_NULLABLE: "may not be null any more",
    Fact.VALUE_FORBIDDEN: "takes no value any more",
    Fact.VALUE_ALLOWED: "takes values now, and took none before",
    Fact.BECAME_ENUM: "is one of {after} now, and was not limited to members",
    Fact.BECAME_NOT_ENUM: "is not limited to members any more, and was one of {before}",
    Fact.ENUM_VALUE_ADDED: "may be `{subject}` now",
    Fact.ENUM_VALUE_REMOVED: "may not be `{subject}` any more",
    Fact.EXTENSIBLE_ENUM_VALUE_ADDED: "names `{subject}` among the values known so far",
    Fact.EXTENSIBLE_ENUM_VALUE_REMOVED: "does not name `{subject}` any more among the values known so far",
    Fact.MULTIPLE_OF_ADDED: "must be a multiple of {after} now",
    Fact.MULTIPLE_OF_REMOVED: "need not be a multiple of {before} any more",
    Fact.MULTIPLE_OF_CHANGED: "must be a multiple of {after} now, and had to be a multiple of {before}",
    Fact.PATTERN_ADDED: "must match `{after}` now",
    Fact.PATTERN_REMOVED: "need not match `{before}` any more",
    Fact.PATTERN_CHANGED: "must match `{after}` now, and had to match `{before}`",
    Fact.FORMAT_ADDED: "is in the format `{after}` now",
    Fact.FORMAT_REMOVED: "is not in the format `{before}` any more",
    Fact.FORMAT_CHANGED: "is in the format `{after}` now, and was in `{before}`",
    Fact.CONTENT_ENCODING_CHANGED: "is encoded as `{after}` now, and was as `{before}`",
    Fact.CONTENT_MEDIA_TYPE_CHANGED: "holds `{after}` now, and held `{before}`",
    Fact.CONTENT_SCHEMA_ADDED: "says now what the text in it holds",
    Fact.CONTENT_SCHEMA_REMOVED: "does not say any more what the text in it holds",
    Fact.PROPERTY_ADDED: "is new, and optional",
    Fact.PROPERTY_REMOVED: "is gone; it was optional",
    Fact.REQUIRED_PROPERTY_ADDED: "is new, and required",
    Fact.REQUIRED_PROPERTY_REMOVED: "is gone; it was required",
    Fact.PROPERTY_BECAME_REQUIRED: "is required now, and was optional",
    Fact.PROPERTY_BECAME_OPTIONAL: "is optional now, and was required",
    Fact.ADDITIONAL_PROPERTIES_FORBIDDEN: "may not have properties any more that it does not declare",
    Fact.ADDITIONAL_PROPERTIES_ALLOWED: "may have properties now that it does not declare",
    Fact.ADDITIONAL_PROPERTIES_CONSTRAINED: "limits what the properties may be that it does not declare",
    Fact.ADDITIONAL_PROPERTIES_UNCONSTRAINED: "does not limit any more what the properties may be that it"
    " does not declare",
    Fact.PATTERN_PROPERTY_ADDED: "says now what properties are whose name matches `{subject}`",
    Fact.PATTERN_PROPERTY_REMOVED: "does not say any more what properties are whose name matches `{subject}`",
    Fact.PROPERTY_NAMES_CONSTRAINED: "limits how its properties may be called",
    Fact.PROPERTY_NAMES_UNCONSTRAINED: "does not limit any more how its properties may be called",
    Fact.DEPENDENT_REQUIRED_ADDED: "asks for `{after}` now where it has `{subject}`",
    Fact.DEPENDENT_REQUIRED_REMOVED: "does not ask for `{before}` any more where it has `{subject}`",
    Fact.DEPENDENT_SCHEMA_ADDED: "is limited now where it has `{subject}`",
    Fact.DEPENDENT_SCHEMA_REMOVED: "is not limited any more where it has `{subject}`",
    Fact.UNEVALUATED_PROPERTIES_CONSTRAINED: "limits the properties now that no part of it describes",
    Fact.UNEVALUATED_PROPERTIES_UNCONSTRAINED: "does not limit the properties any more that no part of it"
    " describes",
    Fact.ITEMS_CONSTRAINED: "says now what its items are",
    Fact.ITEMS_UNCONSTRAINED: "does not say any more what its items are",
    Fact.PREFIX_ITEM_ADDED: "says now what the item at position {subject} is",
    Fact.PREFIX_ITEM_REMOVED: "does not say any more what the item at position {subject} is",
    Fact.UNIQUE_ITEMS_ADDED: "may not have an item twice any more",
    Fact.UNIQUE_ITEMS_REMOVED: "may have an item twice now",
    Fact.CONTAINS_ADDED: "must contain a certain item now",
    Fact.CONTAINS_REMOVED: "need not contain a certain item any more",
    Fact.UNEVALUATED_ITEMS_CONSTRAINED: "limits the items now that no part of it describes",
    Fact.UNEVALUATED_ITEMS_UNCONSTRAINED: "does not limit the items any more that no part of it describes",
    Fact.ALTERNATIVE_ADDED: "has one more alternative now, {subject}",
    Fact.ALTERNATIVE_REMOVED: "has no alternative {subject} any more",
    Fact.ALTERNATIVES_ADDED: "must be one of several alternatives now",
    Fact.ALTERNATIVES_REMOVED: "need not be one of several alternatives any more",
    Fact.NEGATION_ADDED: "may not be certain values any more",
    Fact.NEGATION_REMOVED: "may be what was excluded before",
    Fact.NEGATION_CHANGED: "excludes other values than before",
    Fact.CONDITION_ADDED: "is limited now where a condition holds",
    Fact.CONDITION_REMOVED: "is not limited any more where a condition holds",
    Fact.CONDITION_CHANGED: "is limited otherwise where a condition holds",
    Fact.DISCRIMINATOR_ADDED: "is told apart by `{after}` now",
    Fact.DISCRIMINATOR_REMOVED: "is not told apart by `{before}` any more",
    Fact.DISCRIMINATOR_PROPERTY_CHANGED: "is told apart by `{after}` now, and was by `{before}`",
    Fact.DISCRIMINATOR_MAPPING_ADDED: "has a name of its own now for the alternative `{subject}`",
    Fact.DISCRIMINATOR_MAPPING_REMOVED: "has no name of its own any more for the alternative `{subject}`",
    Fact.DISCRIMINATOR_MAPPING_CHANGED: "means another alternative by `{subject}` than before",
    Fact.DEFAULT_ADDED: "counts as {after} now where it is missing",
    Fact.DEFAULT_REMOVED: "does not count as {before} any more where it is missing",
    Fact.DEFAULT_CHANGED: "counts as {after} now where it is missing, and counted as {before}",
    Fact.PROPERTY_BECAME_READ_ONLY: "travels in answers alone now",
    Fact.PROPERTY_BECAME_NOT_READ_ONLY: "travels in requests as well now",
    Fact.PROPERTY_BECAME_WRITE_ONLY: "travels in requests alone now",
    Fact.PROPERTY_BECAME_NOT_WRITE_ONLY: "travels in answers as well now",
    Fact.DEPRECATED: "is deprecated now",
    Fact.REACTIVATED: "is not deprecated any more",
    Fact.EXAMPLES_CHANGED: "has other examples",
    Fact.SCHEMA_CHANGED: "takes other values than before",
}

_ADDED = frozenset(
    {
        Fact.PROPERTY_ADDED,
        Fact.REQUIRED_PROPERTY_ADDED,
        Fact.ENUM_VALUE_ADDED,
        Fact.ALTERNATIVE_ADDED,
    }
)
_REMOVED = frozenset(
    {
        Fact.PROPERTY_REMOVED,
        Fact.REQUIRED_PROPERTY_REMOVED,
        Fact.ENUM_VALUE_REMOVED,
        Fact.ALTERNATIVE_REMOVED,
    }
)
_NOTABLE = frozenset(
    {
        Fact.CONTENT_ENCODING_CHANGED,
        Fact.CONTENT_MEDIA_TYPE_CHANGED,
        Fact.CONTENT_SCHEMA_ADDED,
        Fact.CONTENT_SCHEMA_REMOVED,
        Fact.DEFAULT_ADDED,
        Fact.DEFAULT_REMOVED,
        Fact.DEFAULT_CHANGED,
        Fact.DISCRIMINATOR_PROPERTY_CHANGED,
        Fact.DISCRIMINATOR_MAPPING_CHANGED,
        Fact.DISCRIMINATOR_MAPPING_REMOVED,
        Fact.DISCRIMINATOR_REMOVED,
    }
)
"""Facts that make no value invalid, and yet mean something else to who reads on."""


_MOST_STEPS = 20
"""To a field, before the middle of them is left out."""


def change_of(judged: Judged, knot: Knot, sender: Party) -> Change:
    """The change that a difference is for what one party sends."""
    difference = judged.difference
    reached = knot.reached_by(sender)
    first = next((each for each in reached if each.carrier is judged.carrier), reached[0])
    pattern = pattern_of((*first.trail, *difference.trail), difference)
    near = difference.candidate_place or difference.pair.candidate.place
    return Change(
        rule=f"{sender.prefix}-{difference.fact}",
        message=f"{_head(first.carrier, pattern)} {_said(difference)}{_idly(difference)}",
        kind=_kind(difference.fact),
        near=near,
        baseline=difference.baseline_place or difference.pair.baseline.place,
        before=difference.before,
        after=difference.after,
        verdict=judged.verdict,
        severity=Severity.WARNING if _is_notable(judged) else None,
        witness=judged.witness,
        policies=judged.policies,
        why=difference.idle or judged.why,
        subject=difference.subject,
        pattern=pattern,
        operations=tuple(dict.fromkeys(each.carrier.title for each in reached)),
        carriers=tuple(each.carrier for each in reached),
        heard=judged.heard,
        consumers=judged.hit.broken,
        spared=judged.hit.spared,
        idle=difference.idle,
        kept=judged.kept(sender),
        fix=_fix(judged, sender),
    )


def _fix(judged: Judged, sender: Party) -> str:
    if judged.verdict is Verdict.PROVED_SAFE:
        return ""
    if judged.why == AROUND:
        return TELL_APART
    return remedy(judged.difference.fact, sender, judged.kept(sender))


def _is_notable(judged: Judged) -> bool:
    """Whether somebody should look at it, although no value is invalid: also where a field is read
    that was optional, and never comes again."""
    missed = judged.verdict is Verdict.PROVED_SAFE and bool(judged.hit.broken)
    return missed or judged.difference.fact in _NOTABLE


def _head(carrier: Carrier, pattern: str) -> str:
    """`orders v2 GET /orders: `/items/*/price` of the answer 200 (application/json)`."""
    within = f"`{_in_short(pattern)}` of {carrier.what}" if pattern else carrier.what
    return f"{carrier.title}: {within}"


def _in_short(pattern: str) -> str:
    """A way through a thousand schemas is told by where it begins and where it ends.

    >>> _in_short("/a/b/price"), _in_short("/next" * 999 + "/price")
    ('/a/b/price', '/next/next/next/…/next/next/price')
    """
    steps = pattern.split("/")
    return pattern if len(steps) <= _MOST_STEPS else "/".join([*steps[:4], "…", *steps[-3:]])


def _said(difference: Difference) -> str:
    limit = limit_told(difference)
    if limit:
        return limit
    words = {"before": difference.before, "after": difference.after}
    told = {name: _value(each) for name, each in words.items()}
    return _SAID[difference.fact].format(**told, subject=_subject(difference))


def _idly(difference: Difference) -> str:
    return f"; that changes nothing: {difference.idle}" if difference.idle else ""


def _subject(difference: Difference) -> str:
    """An alternative without a name is told by its number; what a property asks for is told beside it."""
    alternative = difference.fact in (Fact.ALTERNATIVE_ADDED, Fact.ALTERNATIVE_REMOVED)
    if alternative and difference.subject.isdecimal():
        return f"number {int(difference.subject) + 1}"
    if difference.fact in (Fact.DEPENDENT_REQUIRED_ADDED, Fact.DEPENDENT_REQUIRED_REMOVED):
        return difference.subject.partition(" → ")[0]
    return f"`{difference.subject}`" if alternative else difference.subject


def _value(value: Json) -> str:
    if value is None:
        return "anything"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " or ".join(f"`{each}`" for each in value)
    return value if isinstance(value, str) else shown(value)


def _kind(fact: Fact) -> Kind:
    if fact in _ADDED:
        return Kind.ADDED
    if fact in _REMOVED:
        return Kind.REMOVED
    return Kind.DEPRECATED if fact is Fact.DEPRECATED else Kind.CHANGED
