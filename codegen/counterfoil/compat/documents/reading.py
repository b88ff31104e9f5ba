"""How a program reads a field of what a client has decoded, with what has to be asked on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from counterfoil.compat.documents.client import Client, field_name, reader_of
from counterfoil.compat.documents.python import literal
from counterfoil.engine.naming import identifier, unique
from counterfoil.engine.spellings import words
from counterfoil.model import Schema

_NEVER: Schema = {"not": {}}
_MOST_MEMBERS = 12
EVERY = "*"


@dataclass(frozen=True, slots=True)
class _At:
    """A value on the way: the expression that gives it, what describes it, and how deep it stands."""

    expression: str
    schema: Schema
    depth: int = 0
    taken: tuple[str, ...] = ()

    def line(self, text: str) -> str:
        """A line of source at this depth."""
        return f"{'    ' * self.depth}{text}"

    @property
    def deeper(self) -> "_At":
        """The same inside of a block."""
        return replace(self, depth=self.depth + 1)


Fields: TypeAlias = Sequence[tuple[str, ...]]
"""The steps to each field that is read."""


def reading(client: Client, schema: Schema, fields: Fields, value: str) -> list[str]:
    """Statements that read the fields at the end of the steps, from the variable `value`.

    `schema` refers to the names of classes. Where the version has no such field, a comment says so.
    """
    return list(_read(client, _At(value, schema, taken=(value,)), fields))


def _read(client: Client, at: _At, fields: Fields) -> Iterator[str]:
    if () in fields:
        yield from _end(client, at)
    below: dict[str, list[tuple[str, ...]]] = {}
    for steps in filter(None, fields):
        below.setdefault(steps[0], []).append(steps[1:])
    if not below:
        return
    branches = [each for each in client.alternatives(at.schema) if not _is_null(each)]
    if len(branches) > 1:
        yield from _branch(client, at, branches, below)
        return
    inner = replace(at, schema=branches[0]) if branches else at
    for step, rest in below.items():
        into = _each if step == EVERY else _property
        yield from into(client, inner, step, rest)


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


def _property(client: Client, at: _At, step: str, rest: Fields) -> Iterator[str]:
    found = client.property(at.schema, step)
    if found is None:
        yield from _entry(client, at, step, rest)
        return
    name = f"{at.expression}.{field_name(step)}"
    inner = replace(at, expression=name, schema=found.schema)
    if found.required and not client.nullable(found.schema):
        yield from _read(client, inner, rest)
        return
    yield from _below(at.line(f"if {name} is not None:"), _read(client, inner.deeper, rest))


def _entry(client: Client, at: _At, step: str, rest: Fields) -> Iterator[str]:
    """A value of a map, which need not be there."""
    inside = next(_mapped(client, at.schema), None)
    if inside is None:
        yield at.line(f"# There is no `{step}` here.")
        return
    entry = replace(at, expression=f"{at.expression}[{literal(step)}]", schema=inside)
    head = at.line(f"if {literal(step)} in {at.expression}:")
    yield from _below(head, _read(client, entry.deeper, rest))


def _each(client: Client, at: _At, _: str, rest: Fields) -> Iterator[str]:
    listed = next((each["items"] for each in client.parts(at.schema) if "items" in each), None)
    inside = next(_mapped(client, at.schema), None) if listed is None else listed
    if inside is None:
        yield at.line("# There is no list here.")
        return
    name = unique([_one_of(at.expression)], at.taken)[0]
    over = f"{at.expression}.values()" if listed is None else at.expression
    inner = _At(name, inside, at.depth + 1, (*at.taken, name))
    yield from _below(at.line(f"for {name} in {over}:"), _read(client, inner, rest))


def _below(head: str, lines: Iterable[str]) -> Iterator[str]:
    """Statements behind a question or in a loop; comments alone need neither."""
    found = list(lines)
    if all(each.lstrip().startswith("#") for each in found):
        yield from (each.removeprefix("    ") for each in found)
    else:
        yield head
        yield from found


def _mapped(client: Client, schema: Schema) -> Iterator[Schema]:
    """What the values of a map are."""
    for part in client.parts(schema):
        if "properties" not in part and part.get("additionalProperties", _NEVER) != _NEVER:
            yield part["additionalProperties"]


def _branch(
    client: Client,
    at: _At,
    branches: Sequence[Schema],
    below: Mapping[str, Fields],
) -> Iterator[str]:
    """The alternatives that have a field, each behind a question for its class."""
    told: set[str] = set()
    for each in branches:
        target = client.target(each)
        if target is None or not client.is_record(target.name):
            continue
        here = {step: rest for step, rest in below.items() if client.property(each, step)}
        inner = replace(at, schema=each).deeper
        reads = [
            line for step, rest in here.items() for line in _property(client, inner, step, rest)
        ]
        head = at.line(f"if isinstance({at.expression}, models.{target.name}):")
        yield from _below(head, reads)
        told |= here.keys()
    for step in below:
        if step not in told:
            yield at.line(f"# There is no `{step}` here.")


def _end(client: Client, at: _At) -> Iterator[str]:
    members = [each for each in client.members(at.schema) if each is not None]
    if 0 < len(members) <= _MOST_MEMBERS and all(isinstance(each, str | int) for each in members):
        yield at.line(f"match {at.expression}:")
        for member in members:
            yield at.line(f"    case {literal(member)}:")
            yield at.line("        ...")
        return
    kind = _class_of(client, at.schema)
    comment = f"  # {kind}" if kind else ""
    if at.expression in at.taken:
        yield at.line(f"print({at.expression}){comment}")
        return
    name = unique([identifier(at.expression.rpartition(".")[2])], at.taken)[0]
    yield at.line(f"{name} = {at.expression}{comment}")


_PYTHON = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
    "null": "None",
}


def _class_of(client: Client, schema: Schema) -> str:
    component = client.target(schema)
    if component is not None and client.is_record(component.name):
        return f"models.{component.name}"
    for part in client.parts(schema):
        if "type" in part:
            kinds = [part["type"]] if isinstance(part["type"], str) else list(part["type"])
            made = reader_of(part).removesuffix(".fromisoformat") if "string" in kinds else ""
            return " | ".join(
                made if each == "string" and made else _PYTHON[each] for each in kinds
            )
    branches = [_class_of(client, each) for each in client.alternatives(schema)]
    return " | ".join(dict.fromkeys(each for each in branches if each))


def _one_of(expression: str) -> str:
    """A name for one of several.

    >>> _one_of("order.lines"), _one_of("answer"), _one_of("page.categories")
    ('line', 'each', 'category')
    """
    last = expression.rpartition(".")[2]
    spoken = words(last)
    if not spoken or not spoken[-1].endswith("s") or spoken[-1].endswith("ss"):
        return "each"
    one = f"{spoken[-1][:-3]}y" if spoken[-1].endswith("ies") else spoken[-1][:-1]
    return identifier("_".join((*spoken[:-1], one)))
