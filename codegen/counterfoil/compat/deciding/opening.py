"""Takes apart what a schema says of the values of one kind: one formula for each keyword."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from counterfoil.compat.deciding.cases import Case, skeleton, some, sure
from counterfoil.compat.deciding.evaluated import Evaluated, evaluated
from counterfoil.compat.deciding.extremes import takes_all, takes_none
from counterfoil.compat.deciding.formats import TEXTUAL
from counterfoil.compat.deciding.formulas import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Between,
    Distinct,
    Extensible,
    Few,
    Formatted,
    Formula,
    Has,
    Kind,
    Least,
    Matching,
    Most,
    Multiple,
    Names,
    Not,
    One,
    Remark,
    Role,
    Row,
    Said,
    Shape,
    Sized,
    Some,
    Tagged,
)
from counterfoil.compat.deciding.kinds import KINDS_OF, among, compiles, exact
from counterfoil.compat.deciding.relaxing import Relaxed
from counterfoil.compat.pool import Pool
from counterfoil.model import Json, Schema

_ANYTHING: Schema = {}
_REMARKS = ("contentEncoding", "contentMediaType")
_PROPERTIES = ("properties", "patternProperties", "additionalProperties")


@dataclass
class Opening:
    """Opens the schemas of a pool, each once for each kind."""

    pool: Pool
    relaxed: Relaxed
    held: dict[tuple[Said, Hashable], bool | None] = field(default_factory=dict)
    """What is known of single values."""
    _said: dict[tuple[int, Role], tuple[Schema, Formula]] = field(default_factory=dict)
    _opened: dict[tuple[Said, Kind], Formula] = field(default_factory=dict)

    def said(self, schema: Schema, role: Role) -> Formula:
        """What a schema says, as one formula to be opened later."""
        key = (id(schema), role)
        if key not in self._said:
            # The schema is kept along, so that its id stays its own.
            self._said[key] = schema, self._as_formula(schema, role)
        return self._said[key][1]

    def _as_formula(self, schema: Schema, role: Role) -> Formula:
        if takes_all(schema):
            return ALWAYS
        if takes_none(schema):
            return NEVER
        return Said(self.pool.colour(schema), role, schema)

    def opened(self, said: Said, kind: Kind) -> Formula:
        """What it says of values of one kind."""
        key = (said, kind)
        if key not in self._opened:
            self._opened[key] = _joined(self._parts(said.schema, kind, said.role))
        return self._opened[key]

    def _parts(self, schema: Schema, kind: Kind, role: Role) -> Iterator[Formula]:
        if "type" in schema and kind not in _kinds(schema["type"]):
            yield NEVER
            return
        yield from self._values(schema, kind, role)
        if "$ref" in schema:
            yield self._reached(schema, role)
        yield from self._composed(schema, role)
        match kind:
            case Kind.INTEGER | Kind.FRACTION:
                yield from _number(schema, kind)
            case Kind.STRING:
                yield from _text(schema)
                if "contentSchema" in schema:
                    colour = self.pool.colour(schema["contentSchema"])
                    yield Remark(("contentSchema", colour))
            case Kind.ARRAY:
                yield from self._list(schema, role)
            case Kind.OBJECT:
                yield from self._object(schema, role)

    def _values(self, schema: Schema, kind: Kind, role: Role) -> Iterator[Formula]:
        extensible = "x-extensible-enum" in schema
        if not (extensible and self.relaxed.enums(role)):
            if "enum" in schema:
                yield _one_of(schema["enum"], kind)
            if extensible:
                yield Extensible(among(schema["x-extensible-enum"], kind).keys)
        if "const" in schema:
            yield _one_of([schema["const"]], kind)

    def _reached(self, schema: Schema, role: Role) -> Formula:
        target = self.pool.target(schema)
        if target is None:
            return Between(("unknown", schema["$ref"]), NEVER, ALWAYS)
        return self.said(target.schema, role)

    def _composed(self, schema: Schema, role: Role) -> Iterator[Formula]:
        for each in schema.get("allOf", ()):
            yield self.said(each, role)
        if "anyOf" in schema:
            yield Any(tuple(dict.fromkeys(self.said(each, role) for each in schema["anyOf"])))
        if "oneOf" in schema:
            yield from self._one(schema["oneOf"], role)
        if "not" in schema:
            yield Not(self.said(schema["not"], Role.EXACT))
        if "if" in schema:
            condition = self.said(schema["if"], Role.EXACT)
            if "then" in schema:
                yield Any((Not(condition), self.said(schema["then"], role)))
            if "else" in schema:
                yield Any((condition, self.said(schema["else"], role)))

    def _one(self, branches: list[Schema], role: Role) -> Iterator[Formula]:
        """Exactly one branch: so none of those that say the same."""
        exact = [self.said(each, Role.EXACT) for each in branches]
        single = [at for at, each in enumerate(exact) if exact.count(each) == 1]
        yield from (Not(each) for each in dict.fromkeys(exact) if exact.count(each) > 1)
        yield One(
            tuple(self.said(branches[at], role) for at in single),
            tuple(exact[at] for at in single),
        )

    def _list(self, schema: Schema, role: Role) -> Iterator[Formula]:
        yield from _sized(schema, "minItems", "maxItems")
        if schema.get("uniqueItems"):
            yield Distinct()
        if "prefixItems" in schema or "items" in schema:
            first = tuple(self.said(each, role) for each in schema.get("prefixItems", ()))
            yield Row(first, self.said(schema.get("items", _ANYTHING), role))
        if "contains" in schema:
            if (least := int(schema.get("minContains", 1))) > 0:
                yield Some(self.said(schema["contains"], role), least)
            if "maxContains" in schema:
                wanted = self.said(schema["contains"], Role.EXACT)
                yield Few(wanted, int(schema["maxContains"]))
        if "unevaluatedItems" in schema and "items" not in schema:
            yield self._left_items(schema, role)

    def _left_items(self, schema: Schema, role: Role) -> Formula:
        rest = self.said(schema["unevaluatedItems"], role)

        def least(seen: Evaluated) -> Formula:
            return ALWAYS if seen.every_item else Row((ALWAYS,) * seen.items, rest)

        def most(seen: Evaluated) -> Formula:
            count = seen.possible_items
            return ALWAYS if count is None else Row((ALWAYS,) * max(count, seen.items), rest)

        return self._left("unevaluatedItems", schema, least, most)

    def _left(
        self,
        keyword: str,
        schema: Schema,
        least: Callable[[Evaluated], Formula],
        most: Callable[[Evaluated], Formula],
    ) -> Formula:
        """What is left by a schema, case by case: the most and the least that may be left."""
        seen = evaluated(self.pool, schema)
        if not seen.conditional:
            return least(seen)

        def read(part: Schema) -> Formula:
            return self.said(part, Role.EXACT)

        def told(case: Case, left: Callable[[Evaluated], Formula]) -> Formula:
            return All((case.when, left(evaluated(self.pool, case.schema))))

        lower = Any((least(seen), *(told(case, least) for case in some(schema, read))))
        certain = sure(schema, read)
        upper = Any(tuple(told(case, most) for case in certain)) if certain else most(seen)
        return Between((keyword, self.pool.colour(skeleton(schema))), lower, upper)

    def _object(self, schema: Schema, role: Role) -> Iterator[Formula]:
        yield from _sized(schema, "minProperties", "maxProperties")
        for name in schema.get("required", ()):
            if not self.relaxed.fills(self.pool, schema, name, role):
                yield Has(name)
        yield from self._properties(schema, role)
        if "propertyNames" in schema:
            yield Names(self.said(schema["propertyNames"], role))
        for name, wanted in schema.get("dependentRequired", {}).items():
            yield Any((Not(Has(name)), All(tuple(Has(each) for each in wanted))))
        for name, each in schema.get("dependentSchemas", {}).items():
            yield Any((Not(Has(name)), self.said(each, role)))
        if "discriminator" in schema and role is not Role.EXACT:
            yield self._tagged(schema, role)

    def _properties(self, schema: Schema, role: Role) -> Iterator[Formula]:
        named = schema.get("properties", {})
        patterned = schema.get("patternProperties", {})
        if not all(map(compiles, patterned)):
            # Which names are meant is not known, nor which are left.
            held = {key: schema[key] for key in _PROPERTIES if key in schema}
            yield Between(("properties", self.pool.colour(held)), NEVER, ALWAYS)
        elif named or patterned or "additionalProperties" in schema:
            yield Shape(
                tuple((name, self.said(each, role)) for name, each in sorted(named.items())),
                tuple(
                    (pattern, self.said(each, role)) for pattern, each in sorted(patterned.items())
                ),
                self._rest(schema.get("additionalProperties", _ANYTHING), role),
            )
        if "unevaluatedProperties" in schema and "additionalProperties" not in schema:
            yield self._left_properties(schema, role)

    def _left_properties(self, schema: Schema, role: Role) -> Formula:
        rest = self._rest(schema["unevaluatedProperties"], role)

        def least(seen: Evaluated) -> Formula:
            return ALWAYS if seen.every_property else _open(seen.names, seen.patterns, rest)

        def most(seen: Evaluated) -> Formula:
            return ALWAYS if seen.possible is None else _open(*seen.possible, rest)

        return self._left("unevaluatedProperties", schema, least, most)

    def _rest(self, schema: Schema, role: Role) -> Formula:
        rest = self.said(schema, role)
        return ALWAYS if rest == NEVER and self.relaxed.reads_on(role) else rest

    def _tagged(self, schema: Schema, role: Role) -> Formula:
        given = schema["discriminator"]
        tags: dict[str, Schema] = {}
        for each in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            target = self.pool.target(each)
            if target is not None and target.author_name:
                tags[target.author_name] = each
        for tag, reference in given.get("mapping", {}).items():
            tags[tag] = {"$ref": reference}
        told = ((tag, self.said(each, role)) for tag, each in sorted(tags.items()))
        return Tagged(given["propertyName"], tuple(told))


def _one_of(values: list[Json], kind: Kind) -> Formula:
    found = among(values, kind)
    return found if found.keys else NEVER


def _joined(parts: Iterator[Formula]) -> Formula:
    found = list(parts)
    return NEVER if NEVER in found else All(tuple(dict.fromkeys(found)))


def _kinds(given: Json) -> tuple[Kind, ...]:
    names = [given] if isinstance(given, str) else given
    return tuple(kind for name in names for kind in KINDS_OF[name])


def _open(names: frozenset[str], patterns: frozenset[str], rest: Formula) -> Shape:
    return Shape(
        tuple((name, ALWAYS) for name in sorted(names)),
        tuple((pattern, ALWAYS) for pattern in sorted(patterns)),
        rest,
    )


def _sized(schema: Schema, least: str, most: str) -> Iterator[Formula]:
    # Each bound is a formula of its own: the other side may break one and keep the other.
    if schema.get(least, 0) > 0:
        yield Sized(int(schema[least]))
    if most in schema:
        yield Sized(0, int(schema[most]))


def _number(schema: Schema, kind: Kind) -> Iterator[Formula]:
    if "minimum" in schema:
        yield Least(exact(schema["minimum"]))
    if "exclusiveMinimum" in schema:
        yield Least(exact(schema["exclusiveMinimum"]), strict=True)
    if "maximum" in schema:
        yield Most(exact(schema["maximum"]))
    if "exclusiveMaximum" in schema:
        yield Most(exact(schema["exclusiveMaximum"]), strict=True)
    if "multipleOf" in schema:
        yield _multiple(schema, kind)
    if "format" in schema and schema["format"] not in TEXTUAL:
        yield Formatted(schema["format"])


def _multiple(schema: Schema, kind: Kind) -> Formula:
    of = exact(schema["multipleOf"])
    if kind is Kind.INTEGER:
        # An integer is a multiple of p/q, in lowest terms, exactly where it is one of p.
        return Multiple(exact(of.numerator)) if of.numerator != 1 else ALWAYS
    return NEVER if of.denominator == 1 else Multiple(of)


def _text(schema: Schema) -> Iterator[Formula]:
    yield from _sized(schema, "minLength", "maxLength")
    if "pattern" in schema:
        pattern = schema["pattern"]
        yield Matching(pattern) if compiles(pattern) else Remark(("pattern", pattern))
    if "format" in schema:
        yield Formatted(schema["format"])
    for keyword in _REMARKS:
        if keyword in schema:
            yield Remark((keyword, schema[keyword]))
