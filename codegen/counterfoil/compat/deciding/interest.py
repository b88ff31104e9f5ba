"""What may still be recognised in a question; all else that is known of it says nothing more."""

from dataclasses import dataclass, field

from counterfoil.compat.deciding.formulas import (
    All,
    Any,
    Between,
    Formula,
    Kind,
    Known,
    Not,
    One,
    Said,
)
from counterfoil.compat.deciding.opening import Opening

_NONE: frozenset[object] = frozenset()


@dataclass
class Interest:
    """The keys of all that a formula may ask for of one value, each formula read once."""

    opening: Opening
    _known: dict[tuple[Formula, Kind], frozenset[object]] = field(default_factory=dict)

    def trimmed(
        self, kind: Kind, given: tuple[Formula, ...], goals: tuple[Formula, ...]
    ) -> tuple[Formula, ...]:
        """What is given, without what nothing will ask for: alternatives then meet again."""
        choices = [each for each in given if isinstance(each, Any | One)]
        if not choices:
            return given
        wanted = _NONE.union(*(self.of(each, kind) for each in (*choices, *goals)))
        return tuple(each for each in given if not isinstance(each, Known) or each.key in wanted)

    def of(self, formula: Formula, kind: Kind) -> frozenset[object]:
        """The keys that a formula may ask for."""
        known = (formula, kind)
        if known not in self._known:
            # While it is being read, what refers back to it adds nothing to it.
            self._known[known] = _NONE
            self._known[known] = self._read(formula, kind)
        return self._known[known]

    def _read(self, formula: Formula, kind: Kind) -> frozenset[object]:
        match formula:
            case Said(colour):
                return self.of(self.opening.opened(formula, kind), kind) | {colour}
            case Known(key):
                return frozenset({key})
            case Between(key, lower):
                return self.of(lower, kind) | {key}
            case Not(part):
                return self.of(part, kind)
            case All(parts) | Any(parts):
                return _NONE.union(*(self.of(each, kind) for each in parts))
            case One(parts, exact):
                return _NONE.union(*(self.of(each, kind) for each in (*parts, *exact)))
        return _NONE
