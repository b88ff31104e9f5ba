"""One schema of a contract, ready to judge values, with the way back to the author's lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.objections import ONLY_ASKED, View, objections
from counterfoil.engine.conform.places import place_of
from counterfoil.engine.validators import Validator, Validators
from counterfoil.model import Direction, Json, Place, Schema

MOST = 100
"""Breaches that are told of one value."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges values that stand at one place of an exchange; `rule` is what a breach of it is."""

    validator: Validator
    view: View
    place: Place
    """Of the schema, where it stands inline."""
    rule: str

    @property
    def where(self) -> str:
        """The place in the exchange."""
        return self.view.where

    def within(self, index: int) -> "Judge":
        """The judge of one item of a sequence."""
        return replace(self, view=replace(self.view, prefix=(index,)))

    def breaches(self, value: Json) -> tuple[Breach, ...]:
        """Everything that the schema objects to."""
        return () if self.validator.is_valid(value) else tuple(islice(self._told(value), MOST))

    def _told(self, value: Json) -> Iterator[Breach]:
        for each in objections(self.validator, value, self.view):
            yield Breach(
                "write-only-sent" if each.keyword == ONLY_ASKED else self.rule,
                each.sentence,
                place_of(self.place, each.schema_path, self.view.components),
                self.view.where,
                each.pointer,
                each.keyword,
                each.value,
                each.member,
            )


def judge_of_requests(
    validators: Validators, schema: Schema, place: Place, where: str, rule: str
) -> Judge:
    """The judge of a value in requests."""
    view = View(validators.forms.components, validators.originals, schema, where)
    return Judge(validators.of(schema, Direction.REQUEST), view, place, rule)


def judge_of_replies(
    validators: Validators, schema: Schema, place: Place, where: str, rule: str
) -> Judge:
    """The judge of a value in replies."""
    components = validators.api.components
    view = View(components, components, schema, where)
    return Judge(validators.sealed(schema), view, place, rule)
