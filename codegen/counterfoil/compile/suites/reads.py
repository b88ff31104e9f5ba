"""What a consumer relies on, as assertions about a value that its client has decoded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from counterfoil.compile.suites.types import (
    NONE,
    Enumeration,
    Items,
    Named,
    Property,
    Scalar,
    Type,
    Values,
    Vocabulary,
)
from counterfoil.compile.text import literal
from counterfoil.engine.expectations.fields import EVERY, steps_of
from counterfoil.engine.naming import identifier, unique
from counterfoil.model import Use, escape

_FORMATS = {
    "uuid": "uuid.UUID",
    "date-time": "datetime.datetime",
    "date": "datetime.date",
}
"""Format → the class in which a client reads it."""


@dataclass(slots=True)
class Field:
    """A field that is read, or one on the way to it."""

    below: dict[str, "Field"] = field(default_factory=dict)
    format: str = ""


def tree(use: Use) -> Field:
    """The fields of a use, each below the one that holds it."""
    root = Field()
    for pattern in (*use.reads, *use.members, *use.formats):
        found = _reach(root, steps_of(pattern))
        found.format = use.formats.get(pattern, found.format)
    return root


def _reach(root: Field, steps: Iterable[str]) -> Field:
    for step in steps:
        root = root.below.setdefault(step, Field())
    return root


@dataclass(frozen=True, slots=True)
class Asserting:
    """Writes assertions about the values of one client."""

    vocabulary: Vocabulary
    taken: frozenset[str]
    """Names that mean something else in the module."""
    unless: str = ""
    """When a field may be absent that the contract does not require, as an expression."""

    def lines(self, value: str, type_: Type, wanted: Field) -> list[str]:
        """Statements that fail where the value, an expression of the type, lacks what is wanted.

        Of what the contract leaves open there is nothing to say.
        """
        return self._below(value, type_, wanted, self.taken | {value})

    def members(self, type_: Type, use: Use) -> Iterator[str]:
        """Statements that fail where a member which is told apart is none of the contract's."""
        for pattern, members in use.members.items():
            for each in self._enumerations(type_, steps_of(pattern)):
                known = ", ".join(literal(member) for member in members)
                yield f"assert {{{known}}} <= set(models.{each.name})"

    def optional(self, type_: Type, pattern: str) -> str:
        """As much of a pattern as the contract names, where values may lack that; empty where none may."""
        found, known, required = [type_], list[str](), True
        for step in steps_of(pattern):
            below = [prop for each in found for prop in self._stepped(each, step)]
            if not below:
                break
            known.append(escape(step))
            required = required and all(each.required for each in below)
            found = [each.type for each in below]
        return "" if required else "".join(f"/{each}" for each in known)

    def _below(self, value: str, type_: Type, wanted: Field, taken: frozenset[str]) -> list[str]:
        """Statements about what is inside the value."""
        alternatives = self.vocabulary.alternatives(type_)
        known = [each for each in alternatives if each != NONE]
        lines = [*self._present(value, known, wanted, taken)]
        return _guarded(f"if {value} is not None:", lines) if NONE in alternatives else lines

    def _present(
        self, value: str, known: list[Type], wanted: Field, taken: frozenset[str]
    ) -> Iterator[str]:
        if len(known) == 1:
            yield from self._of_one(value, known[0], wanted, taken)
            return
        for each in known:
            if isinstance(each, Named):
                lines = [*self._of_one(value, each, self._part_of(each, wanted), taken)]
                yield from _guarded(f"if isinstance({value}, models.{each.name}):", lines)

    def _part_of(self, type_: Named, wanted: Field) -> Field:
        """The fields that a branch of a union has."""
        model = self.vocabulary.models.get(type_.name)
        has = model.properties.keys() if model else ()
        return Field({key: each for key, each in wanted.below.items() if key in has})

    def _of_one(
        self, value: str, type_: Type, wanted: Field, taken: frozenset[str]
    ) -> Iterator[str]:
        match self.vocabulary.resolved(type_):
            case Named(name) if name in self.vocabulary.models:
                properties = self.vocabulary.models[name].properties
                for key, each in wanted.below.items():
                    yield from self._property(value, key, properties.get(key), each, taken)
            case Items(item) if EVERY in wanted.below:
                yield from self._each(value, value, item, wanted.below[EVERY], taken)
            case Values(inner):
                for key, each in wanted.below.items():
                    yield from self._entry(value, key, inner, each, taken)

    def _property(
        self,
        value: str,
        key: str,
        prop: Property | None,
        wanted: Field,
        taken: frozenset[str],
    ) -> Iterator[str]:
        if prop is None:
            # The contract does not name it; what came all the same is kept by the client.
            yield f"assert {literal(key)} in {value}.model_dump()"
            return
        inside = f"{value}.{prop.name}"
        nullable = NONE in self.vocabulary.alternatives(prop.type)
        shown = _FORMATS.get(wanted.format, "")
        below = self._below(inside, prop.type, wanted, taken)
        if nullable or not prop.required:
            unless = f" or {self.unless}" if self.unless and not prop.required else ""
            yield f"assert {literal(prop.name)} in {value}.model_fields_set{unless}"
        elif Scalar(shown) in self.vocabulary.alternatives(prop.type):
            yield f"assert isinstance({inside}, {shown})"
        elif not below:
            yield f"assert {inside} is not None"
        yield from below

    def _each(
        self, value: str, items: str, item: Type, wanted: Field, taken: frozenset[str]
    ) -> list[str]:
        """Statements about every item of what `items` goes through."""
        name = _one_of(value, taken)
        return _guarded(f"for {name} in {items}:", self._below(name, item, wanted, taken | {name}))

    def _entry(
        self, value: str, key: str, inner: Type, wanted: Field, taken: frozenset[str]
    ) -> list[str]:
        """Statements about every value of a map, or about one, which need not be there."""
        if key == EVERY:
            return self._each(value, f"{value}.values()", inner, wanted, taken)
        lines = self._below(f"{value}[{literal(key)}]", inner, wanted, taken)
        return _guarded(f"if {literal(key)} in {value}:", lines)

    def _enumerations(self, type_: Type, steps: tuple[str, ...]) -> list[Enumeration]:
        found = [type_]
        for step in steps:
            found = [prop.type for each in found for prop in self._stepped(each, step)]
        named = [one for each in found for one in self.vocabulary.alternatives(each)]
        classes: Mapping[str, Enumeration] = self.vocabulary.enumerations
        names = dict.fromkeys(each.name for each in named if isinstance(each, Named))
        return [classes[name] for name in names if name in classes]

    def _stepped(self, type_: Type, step: str) -> Iterator[Property]:
        """What one step inside leads to, in each alternative."""
        for each in self.vocabulary.alternatives(type_):
            match each:
                case Named(name) if name in self.vocabulary.models:
                    found = self.vocabulary.models[name].properties.get(step)
                    if found is not None:
                        yield found
                case Items(inner) | Values(inner) if step == EVERY:
                    yield Property(step, inner, required=True)


def _guarded(head: str, lines: list[str]) -> list[str]:
    """The lines below a head, if there are any."""
    return [head, *(f"    {line}" for line in lines)] if lines else []


_ENDINGS = {"ies": "y", "sses": "ss", "uses": "us", "xes": "x", "ss": "ss", "us": "us", "s": ""}
"""How names of several end, and how the name of one of them does."""


def _one_of(value: str, taken: frozenset[str]) -> str:
    """A name for one of several.

    >>> _one_of("order.lines", frozenset()), _one_of("found", frozenset({"each"}))
    ('line', 'each_2')
    >>> _one_of("page.categories", frozenset()), _one_of("page.status", frozenset({"status"}))
    ('category', 'status_2')
    """
    several = value.rpartition(".")[2]
    name = "each"
    for ending, one in _ENDINGS.items():
        if several.isidentifier() and several.endswith(ending):
            name = several.removesuffix(ending) + one
            break
    return unique([*sorted(taken), identifier(name)])[-1]
