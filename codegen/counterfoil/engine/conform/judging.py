"""One schema of a contract, ready to judge values, with the way back to the author's lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.objections import View, objections
from counterfoil.engine.conform.places import place_of
from counterfoil.engine.validators import Validator, Validators
from counterfoil.model import Direction, Json, Place, Schema

MOST = 100
"""Breaches that are told of one value."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges values that stand at `where`; `rule` is what a breach breaks."""

    validators: Validators
    schema: Schema
    direction: Direction
    place: Place
    where: str
    rule: str
    validator: Validator
    prefix: tuple[str | int, ...] = ()
    """To the values, where they are parts of a sequence."""

    def within(self, index: int) -> "Judge":
        """The judge of one item of a sequence."""
        return replace(self, prefix=(index,))

    def breaches(self, value: Json) -> tuple[Breach, ...]:
        """Everything that the schema objects to."""
        return () if self.validator.is_valid(value) else tuple(islice(self._told(value), MOST))

    def _told(self, value: Json) -> Iterator[Breach]:
        forms = self.validators.forms
        view = View(forms, self.schema, self.where, self.prefix)
        for each in objections(self.validator, value, view):
            yield Breach(
                self.rule,
                each.sentence,
                place_of(self.place, each.schema_path, forms),
                self.where,
                each.pointer,
                each.keyword,
                each.value,
            )
