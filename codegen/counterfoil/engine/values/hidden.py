"""The properties that one direction does not carry: `readOnly` in requests, `writeOnly` in responses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.records import HIDING
from counterfoil.model import Api, Direction, Schema


@dataclass(slots=True)
class Hidden:
    """Tells, by component, which properties the contract has in the other direction only."""

    api: Api
    direction: Direction
    forms: dict[str, str]
    """Form of this direction → component of the contract."""
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, form: str) -> frozenset[str]:
        """The names of a component's hidden properties."""
        found = self._known.get(form)
        if found is None:
            component = self.api.components.get(self.forms.get(form, form))
            names = self._names(component.schema) if component is not None else iter(())
            found = self._known[form] = frozenset(names)
        return found

    def _names(self, schema: Schema) -> Iterator[str]:
        keyword = HIDING[self.direction]
        for name, each in schema.get("properties", {}).items():
            target = self.api.components.get(each.get("$ref", "").removeprefix(PREFIX))
            marked = each.get(keyword) is True
            if marked or (target is not None and target.schema.get(keyword) is True):
                yield name
        for part in (each for key in ("allOf", "anyOf", "oneOf") for each in schema.get(key, ())):
            yield from self._names(part)
