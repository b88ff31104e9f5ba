"""What who sends an object is relied on to leave out: properties that its version does not declare."""

from collections.abc import Iterator

from counterfoil.compat.deciding.extremes import takes_none
from counterfoil.compat.deciding.formulas import ALWAYS, NEVER, Said, Shape
from counterfoil.compat.deciding.kinds import compiles
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema

_IN_PLACE = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else")


def closing(pool: Pool, sent: tuple[Said, ...]) -> Shape | None:
    """The object closed to all that no schema of it declares; None where it is open on purpose.

    A schema that declares no property is a map, and open.
    """
    parts = [each for said in sent for each in in_place(pool, said.schema)]
    if any(_is_open(each) for each in parts):
        return None
    names = sorted({name for each in parts for name in each.get("properties", ())})
    patterns = {rule for each in parts for rule in each.get("patternProperties", ())}
    if (not names and not patterns) or not all(map(compiles, patterns)):
        return None
    return Shape(
        tuple((name, ALWAYS) for name in names),
        tuple((rule, ALWAYS) for rule in sorted(patterns)),
        NEVER,
    )


def in_place(pool: Pool, schema: Schema) -> Iterator[Schema]:
    """A schema, and all that it applies to the same value."""
    waiting, seen = [schema], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        target = pool.target(each)
        if target is not None:
            waiting.append(target.schema)
        waiting += (part for key in _IN_PLACE for part in each.get(key, ()))
        waiting += (each[key] for key in _CONDITIONS if key in each)
        waiting += each.get("dependentSchemas", {}).values()


def _is_open(schema: Schema) -> bool:
    """Whether it says that there may be more, or leaves it to schemas that it does not list."""
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if keyword in schema and not takes_none(schema[keyword]):
            return True
    if "propertyNames" in schema:
        # What names may look like is said where they are not all listed.
        return True
    alternatives = "oneOf" in schema or "anyOf" in schema
    return "discriminator" in schema and not alternatives
