"""What tells alternatives apart: required properties that are one of a few values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from counterfoil.compat.deciding.flattening import flat
from counterfoil.compat.deciding.formulas import Among, Formula, Has, Kind, Shape
from counterfoil.compat.deciding.opening import Opening

_SCALARS = (Kind.STRING, Kind.INTEGER, Kind.BOOLEAN, Kind.NULL, Kind.FRACTION)


@dataclass
class Tags:
    """Required property → the values that it may have, of each alternative, each read once."""

    opening: Opening
    _known: dict[Formula, Mapping[str, frozenset[object]]] = field(default_factory=dict)
    _values: dict[Formula, frozenset[object] | None] = field(default_factory=dict)

    def clash(self, given: Iterable[Formula], other: Formula) -> bool:
        """Whether no object is of the alternative and of all that is given: they differ in a tag."""
        told = self.of(other)
        return bool(told) and any(
            keys.isdisjoint(told[name])
            for name, keys in self._facts(given, told.keys())
            if name in told
        )

    def of(self, alternative: Formula) -> Mapping[str, frozenset[object]]:
        """The tags of one alternative."""
        if alternative not in self._known:
            state = flat(self.opening, Kind.OBJECT, (alternative,), ())
            facts = () if state is None else state[0]
            wanted = {each.name for each in facts if isinstance(each, Has)}
            self._known[alternative] = dict(self._facts(facts, wanted))
        return self._known[alternative]

    def _facts(
        self, facts: Iterable[Formula], names: Iterable[str]
    ) -> Iterable[tuple[str, frozenset[object]]]:
        wanted = frozenset(names)
        for each in facts:
            if isinstance(each, Shape):
                for name, part in each.named:
                    if name in wanted and (keys := self._keys(part)) is not None:
                        yield name, keys

    def _keys(self, formula: Formula) -> frozenset[object] | None:
        """The values of a property, where it can be of one kind and they are listed."""
        if formula not in self._values:
            self._values[formula] = self._listed(formula)
        return self._values[formula]

    def _listed(self, formula: Formula) -> frozenset[object] | None:
        found: frozenset[object] = frozenset()
        for kind in Kind:
            state = flat(self.opening, kind, (formula,), ())
            if state is None:
                continue
            lists = [each.keys for each in state[0] if isinstance(each, Among)]
            if not lists or kind not in _SCALARS:
                return None
            found |= frozenset.intersection(*lists)
        return found
