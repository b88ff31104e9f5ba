"""Whether something may be gone: what was announced, and what was promised."""

from dataclasses import dataclass

from counterfoil.compat.lifecycle.levels import notice, promises
from counterfoil.compat.lifecycle.stages import Stage
from counterfoil.compat.terms import Terms
from counterfoil.model import Severity

_REMOVED = "removed"
_ANNOUNCE = (
    "Bring it back; deprecate it with an `x-sunset`, and remove it after that day, or in a new major"
    " version."
)


@dataclass(frozen=True, slots=True)
class Farewell:
    """How a removal is told."""

    verb: str
    """What the rule's id ends with: `removed`; `withdrawn` before its sunset, `retired` after it."""
    severity: Severity
    words: str
    """What had been announced."""
    fix: str = ""
    """Empty where it may be gone."""

    @property
    def own_severity(self) -> Severity | None:
        """Of what is not always missed: None where nothing was announced, and the verdict says it."""
        return None if self.severity is Severity.ERROR and self.verb == _REMOVED else self.severity


def farewell(stage: Stage, terms: Terms) -> Farewell:
    """What is to be said of the removal of something that was at this stage in the baseline."""
    if not promises(stage.level):
        return Farewell(_REMOVED, Severity.NOTE, f"it was {stage.level}, which promises nothing")
    if not stage.deprecated:
        return Farewell(_REMOVED, Severity.ERROR, "it was not deprecated before", _ANNOUNCE)
    until = stage.until
    if until is None and notice(stage.level, terms) == 0:
        return Farewell(_REMOVED, Severity.NOTE, "it was deprecated, and no date was asked for")
    if until is None:
        told = f"with the sunset `{stage.sunset}`, which is no date" if stage.sunset else ""
        words = f"it was deprecated {told or 'without a sunset'}"
        return Farewell(_REMOVED, Severity.ERROR, words, _ANNOUNCE)
    if terms.today <= until:
        words = f"its sunset is {until}, still to come"
        return Farewell("withdrawn", Severity.ERROR, words, f"Keep it until {until} has passed.")
    return Farewell("retired", Severity.NOTE, f"its sunset was {until}")
