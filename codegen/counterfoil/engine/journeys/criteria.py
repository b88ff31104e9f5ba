"""Whether criteria hold, and what was the case where one does not."""

from collections.abc import Iterable
from functools import lru_cache

from jsonschema_rs import Draft202012Validator, ValidationError

from counterfoil.engine.journeys.conditions import condition, expressions_of
from counterfoil.engine.journeys.expressions import Expression, Malformed, expression
from counterfoil.engine.journeys.jsonpath import TooMuch, query, select
from counterfoil.engine.journeys.jsonpath.parts import Query
from counterfoil.engine.journeys.parts import Criterion, Test
from counterfoil.engine.journeys.scope import Scope, as_text
from counterfoil.engine.journeys.truth import holds
from counterfoil.engine.words import shown
from counterfoil.runtime.server_styles import ABSENT

_XPATH = "XPath is not read here: say it with `simple`, `regex` or `jsonpath`"
_OTHER = "of JSONPath, what is read here is RFC 9535, and this is"


def unmet(criteria: Iterable[Criterion], scope: Scope) -> str | None:
    """Which criterion does not hold, and what is the case instead; None where all do."""
    for each in criteria:
        if not is_met(each, scope):
            return f"`{each.condition}` does not hold: {_instead(each, scope)}"
    return None


def is_met(criterion: Criterion, scope: Scope) -> bool:
    """Whether the criterion holds."""
    if criterion.test is Test.SIMPLE:
        return holds(condition(criterion.condition), scope)
    value = scope.value(expression(criterion.context))
    if criterion.test is Test.REGEX:
        return value is not ABSENT and pattern(criterion.condition).is_valid(as_text(value))
    try:
        return value is not ABSENT and bool(select(_query(criterion), value))
    except TooMuch:
        return False  # nothing was found among all that anybody waits for


def check(criterion: Criterion) -> tuple[Expression, ...]:
    """The expressions in a criterion. Raises Malformed where it cannot be judged at all."""
    match criterion.test:
        case Test.SIMPLE:
            context = (expression(criterion.context),) if criterion.context else ()
            return (*context, *expressions_of(condition(criterion.condition)))
        case Test.REGEX:
            pattern(criterion.condition)
        case Test.JSONPATH:
            _query(criterion)
        case Test.XPATH:
            raise Malformed(_XPATH)
    return (expression(criterion.context),)


def _query(criterion: Criterion) -> Query:
    if criterion.version and criterion.version != "rfc9535":
        raise Malformed(f"{_OTHER} {criterion.version:.80}")
    return query(criterion.condition)


@lru_cache(256)
def pattern(text: str) -> Draft202012Validator:
    """The judge of texts in which a pattern is found. Raises Malformed.

    The engine is that of JSON Schema, which takes no longer the longer a text is that almost fits.
    """
    try:
        return Draft202012Validator({"pattern": text})
    except (ValidationError, ValueError):
        raise Malformed(f"`{text:.120}` is no regular expression") from None


def _instead(criterion: Criterion, scope: Scope) -> str:
    named = dict.fromkeys(map(str, check(criterion)))
    told = [f"{each} is {_shown(expression(each), scope)}" for each in named]
    return " and ".join(told) or "it never does"


def _shown(named: Expression, scope: Scope) -> str:
    value = scope.value(named)
    return "nowhere" if value is ABSENT else shown(value)
