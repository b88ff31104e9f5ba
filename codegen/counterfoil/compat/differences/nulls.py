"""Whether a schema accepts null. Of nothing else is it so common, and so easy to know exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from counterfoil.compat.differences.nodes import UNSAID, Node, name_of, unwrapped
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema


def accepts_null(pool: Pool, node: Node) -> bool:
    """Whether null satisfies everything that is said of a value."""
    return all(_Null(pool, _exactly).accepts(each.schema) for each in node)


def says_null(pool: Pool, node: Node) -> bool:
    """The same as far as it is said here: of alternatives only one that is about null counts."""
    return all(_Null(pool, _outright).accepts(each.schema) for each in node)


def only_null(pool: Pool, schema: Schema) -> bool:
    """Whether a schema says of itself that nothing but null satisfies it."""
    schema = unwrapped(pool, schema)
    return (
        schema.get("type") in ("null", ["null"])
        or schema.get("enum") == [None]
        or ("const" in schema and schema["const"] is None)
    )


@dataclass(frozen=True, slots=True)
class _Null:
    """Judges null by schemas, and alternatives by `alternatives`."""

    pool: Pool
    alternatives: "Callable[[_Null, Schema], bool]"
    known: dict[str, bool] = field(default_factory=dict)
    """Of components. One that is being judged, and leads back to itself, forbids nothing by that."""

    def accepts(self, schema: Schema) -> bool:
        """Whether null satisfies the schema."""
        return (
            _own(schema)
            and self._target(name_of(schema))
            and all(self.accepts(each) for each in schema.get("allOf", ()))
            and self.alternatives(self, schema)
            and ("not" not in schema or not self.accepts(schema["not"]))
            and ("if" not in schema or self._conditionally(schema))
        )

    def _target(self, name: str) -> bool:
        if name not in self.pool.components:
            return True
        if name not in self.known:
            self.known[name] = True
            self.known[name] = self.accepts(self.pool.components[name].schema)
        return self.known[name]

    def _conditionally(self, schema: Schema) -> bool:
        branch = "then" if self.accepts(schema["if"]) else "else"
        return self.accepts(schema.get(branch, {}))


def _exactly(null: _Null, schema: Schema) -> bool:
    return all(_meets(null, keyword, schema[keyword]) for keyword in _UNIONS if keyword in schema)


def _outright(null: _Null, schema: Schema) -> bool:
    for keyword in _UNIONS:
        branches = schema.get(keyword, ())
        nulls = [each for each in branches if only_null(null.pool, each)]
        if len(branches) - len(nulls) > 1 and not _listed(null.pool, branches):
            if not any(null.accepts(each) for each in nulls):
                return False
        elif branches and not _meets(null, keyword, branches):
            return False
    return True


def _listed(pool: Pool, branches: Sequence[Schema]) -> bool:
    """Whether alternatives only list types and members: then they are told of as one, null among them."""
    plain = UNSAID | {"type", "const", "enum"}
    return all(unwrapped(pool, each).keys() <= plain for each in branches)


_UNIONS = ("anyOf", "oneOf")


def _meets(null: _Null, keyword: str, branches: Sequence[Schema]) -> bool:
    met = sum(null.accepts(each) for each in branches)
    return met == 1 if keyword == "oneOf" else met > 0


def _own(schema: Schema) -> bool:
    names = schema.get("type", "null")
    return (
        (names == "null" if isinstance(names, str) else "null" in names)
        and ("enum" not in schema or None in schema["enum"])
        and ("const" not in schema or schema["const"] is None)
    )
