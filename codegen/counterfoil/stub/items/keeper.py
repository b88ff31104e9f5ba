"""Keeps the items of one resource: makes them of what clients sent, and shows them again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.engine.records import under
from counterfoil.engine.resources import Resource
from counterfoil.model import Direction, Json, Schema
from counterfoil.runtime.styles import text
from counterfoil.stub.items.completing import Completion, Known, Plan
from counterfoil.stub.items.forms import form_of, listed_of
from counterfoil.stub.items.frames import Frame
from counterfoil.stub.items.ids import Ids, called, ids_of, mentioning, mentions
from counterfoil.stub.items.store import Item, Key, Shelf
from counterfoil.stub.replies.samples import Samples


@dataclass(slots=True)
class Keeper:
    """The items of one resource, and the form in which they are kept: the one they are read in."""

    resource: Resource
    samples: Samples
    completion: Completion
    shelf: Shelf
    form: Schema | None = None
    """None where no body shows an item; what is known then is whether it exists."""
    template: Json = None
    """An item that nobody sent, in the form."""
    only_known: bool = False
    """Whether nothing is there but what was created, and what lists show."""
    ids: Ids = field(init=False)
    name: str = ""
    """What the template is called."""
    repeats: bool = False
    """Whether the template says its name again elsewhere."""
    _listed: Mapping[str, Json] | None = None

    def __post_init__(self) -> None:
        form = form_of(self.samples, self.resource)
        if form is not None:
            self.form, self.template = form.schema, form.template
        self.name = self.name_in(self.template)
        self.repeats = mentions(self.template, self.name)
        self.ids = ids_of(self.samples, self.resource, self.form)

    @property
    def listed(self) -> Mapping[str, Json]:
        """The items of the list that nobody has changed, by what they are called."""
        if self._listed is None:
            items = listed_of(self.samples, self.resource)
            self._listed = {self.name_in(each): each for each in items}
        return self._listed

    def name_in(self, value: Json) -> str:
        """What an item is called by its body; empty where it does not say."""
        named = self.resource.identity.property
        found = under(value, named) if named else None
        return text(found) if isinstance(found, str | int) else ""

    def is_unknown(self, key: Key) -> bool:
        """Whether nobody has created or listed the item of that name, though somebody could have."""
        return self._is_closed and self.shelf.get(key) is None and key[-1] not in self.listed

    @property
    def _is_closed(self) -> bool:
        """Whether all that is there is known; never where no client could tell what that is called."""
        resource = self.resource
        if not self.only_known or not resource.parameter:
            return False
        named = resource.identity
        if resource.create is not None:
            return bool(named.property) or named.located
        return resource.replace is not None or (bool(named.property) and bool(self.listed))

    def found(self, key: Key, typed: Json) -> Item:
        """The item of that name; one that nobody made yet is made of an example, and kept."""
        item = self.shelf.get(key)
        if item is None:
            item = Item(self._conjured(key, typed), listed=False)
            self.shelf.put(key, item)
        return item

    def _conjured(self, key: Key, typed: Json) -> Json:
        if self.form is None:
            return None
        own = self.listed.get(key[-1]) if self.resource.parameter and key else None
        if own is not None:
            known = Known(self.form, Direction.RESPONSE)
            made = self.completion.of(self.form, known, own, self.template)
            if self.samples.is_valid(self.form, made):
                return made
        return self.renamed(self.template, typed)

    def renamed(self, value: Json, typed: Json) -> Json:
        """The template, or an item that came of it, under a name from a path."""
        return self._renamed(value, self.said(typed))

    def said(self, typed: Json) -> Json:
        """A name from a path as bodies say it; None where they say none."""
        return self.ids.said(typed) if self.resource.identity.property else None

    def _renamed(self, value: Json, name: Json) -> Json:
        made = self._called(value, name)
        if made is value or self.form is None or self.samples.is_valid(self.form, made):
            return made
        return value

    def _called(self, value: Json, name: Json) -> Json:
        named = self.resource.identity.property
        if name is None or not named or not isinstance(value, dict):
            return value
        if self.repeats:
            value = mentioning(value, self.name, text(name))
        return called(value, named, name)

    def plan(self, asked: Schema | None) -> Plan | None:
        """How items are completed that were said with a schema of requests, or with none."""
        known = None if asked is None else Known(asked, Direction.REQUEST)
        return None if self.form is None else self.completion.plan(self.form, known)

    def made(self, sent: Json, plan: Plan | None, template: Json, name: Json) -> Json:
        """An item of what a client sent: what it did not and could not say is as the template is.

        `name` is as bodies say it.
        """
        if self.form is None or plan is None:
            return None
        if not isinstance(sent, dict):
            return self._renamed(template, name)
        whole = self._called(plan.of(sent, template), name)
        if self.samples.is_valid(self.form, whole):
            return whole
        return self._one_by_one(self.form, whole, self._renamed(template, name))

    def _one_by_one(self, form: Schema, whole: Json, base: Json) -> Json:
        """As many of the item's properties as the form admits together with the template's."""
        made = base
        for name, value in whole.items() if isinstance(base, dict) else ():
            tried = {**made, name: value}
            if self.samples.is_valid(form, tried):
                made = tried
        return made

    def shown(self, frame: Frame, value: Json, template: Json) -> Json:
        """An item as another operation shows it."""
        if self.form is None or same(frame.schema, self.form):
            return value
        known = Known(self.form, Direction.RESPONSE)
        return self.completion.of(frame.schema, known, value, template)


def same(one: Schema, other: Schema) -> bool:
    """Whether two schemas are one by name."""
    return one is other or (len(one) == 1 and "$ref" in one and one == other)
