"""What compiling a large contract leaves for the next time, when few of its schemas have changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

import orjson

from counterfoil.compile.models import Models
from counterfoil.compile.models.checks import has_untranslatable
from counterfoil.compile.models.modules import wishes
from counterfoil.compile.models.residue import asserting, closure, subschemas
from counterfoil.engine.forms import carried, references
from counterfoil.engine.lower.again import Differs, section, units
from counterfoil.engine.lower.chains import same_value
from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.outline import Piece, outline
from counterfoil.model import Api, Bundle, Component, Kind, Place, Schema, unescape


@dataclass(frozen=True, slots=True)
class Memory:
    """The schemas of a contract as they were compiled, in as few words as an increment needs."""

    dialect: str
    pieces: list[Piece]
    """The text, where an edit can be found in it without parsing all of it."""
    rest: str
    units: dict[str, str]
    """Schema that the contract names → its digest."""
    names: dict[str, str]
    """`path#pointer` of a component → its name."""
    shapes: dict[str, str]
    """Component → its schema, its author's name, and whether it got its name from its place: as JSON."""
    sealed: list[str]
    """Units with something in them that is referred to from elsewhere."""
    divided: list[str]
    """Components that a request carries otherwise than a response, or that lead to such."""
    asked: list[str]
    """Components that operations look into, beyond their names."""
    plain: list[str]
    """Components that are records by themselves: nothing but their properties can be asked of them."""
    values: dict[str, list[str]]
    """Component → those that describe the same value because it refers to them."""
    refers: dict[str, list[str]]
    """Component → those that it refers to."""
    wanted: dict[str, str]
    """Component → the module that it asks for."""
    client: dict[str, list[str]]
    """Component → those that its class uses, on the client."""
    server: dict[str, list[str]]
    rules: dict[str, Schema]
    """Component → what is checked beside its type."""
    read: dict[str, list[str]]
    """Component → those whose checks depend on what is in it."""
    judged: dict[str, Schema]
    """What the checks refer to, without annotations."""
    patterned: list[str]
    """Components with a pattern that is not checked."""
    noted: list[str]
    """Components of which something is deprecated, which documents tell."""


def dumped(memory: Memory) -> Iterator[bytes]:
    """The memory in parts: JSON in one line, and then each shape in a line, since few are looked at.

    It begins with a space where only the slower reader knows its numbers.
    """
    value = {each: getattr(memory, each) for each in _FIELDS}
    try:
        yield orjson.dumps(value)
    except TypeError:
        # An integer beyond 64 bits, such as the least of a seed.
        yield b" " + json.dumps(value).encode()
    for name, each in memory.shapes.items():
        yield f"\n{name} {each}".encode()


def loaded(data: bytes) -> Memory | None:
    """The memory in such bytes; None where they are something else."""
    first, *lines = data.split(b"\n")
    try:
        value = json.loads(first) if first.startswith(b" ") else orjson.loads(first)
        shapes = dict(each.decode().split(" ", 1) for each in lines)
    except ValueError:
        return None
    if not isinstance(value, dict) or value.keys() != {*_FIELDS}:
        return None
    return Memory(**value, shapes=shapes)


_FIELDS = [each.name for each in fields(Memory) if each.name != "shapes"]


def memory_of(
    bundle: Bundle,
    models: Models,
    uses: Mapping[str, dict[str, list[str]]],
    asked: Iterable[str],
) -> Memory | None:
    """What is worth remembering of a whole compilation; None where an increment could not be trusted.

    `uses` tells by side what the class of each component uses, and `asked` names the components that operations looked into.
    """
    api = bundle.api
    if bundle.contract.kind is not Kind.OPENAPI or len(bundle.sources) > 1 or models.findings:
        return None
    try:
        now = units(bundle.contract.source, bundle.contract.dialect)
    except Differs:
        return None
    definitions = {name: each.schema for name, each in models.forms.components.items()}
    names = {_key(each): name for name, each in api.components.items()}
    judged = closure(models.rules.values(), definitions)
    shapes = {name: shape(each) for name, each in models.forms.components.items()}
    return Memory(
        dialect=bundle.contract.dialect,
        pieces=_pieces(bundle),
        rest=now.rest,
        units=dict(now.schemas),
        names=names,
        shapes=shapes,
        sealed=sorted(_sealed(api, section(bundle.contract.dialect))),
        divided=sorted(models.forms.divided | (definitions.keys() - api.components.keys())),
        asked=sorted(asked),
        plain=sorted(name for name, each in definitions.items() if is_plain(each)),
        values={name: found for name, each in definitions.items() if (found := targets(each))},
        refers={name: sorted(set(references(each))) for name, each in definitions.items()},
        wanted=wishes(api, models.forms.components),
        client=uses["client"],
        server=uses["server"],
        rules=dict(models.rules),
        read=_reversed(models.read),
        judged={name: asserting(definitions[name]) for name in sorted(judged)},
        # Few have any of these, and to look for letters is quick.
        noted=sorted(
            name
            for name, each in shapes.items()
            if '"deprecated"' in each and is_noted(definitions[name])
        ),
        patterned=sorted(
            name
            for name, each in shapes.items()
            if '"pattern' in each and has_untranslatable(definitions[name])
        ),
    )


def shape(component: Component) -> str:
    """A component as its memory."""
    value = [component.schema, component.author_name, component.hoisted]
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value)


def shaped(name: str, memory: str, place: Place) -> Component:
    """The component that such a memory is of."""
    schema, author_name, hoisted = json.loads(memory)
    return Component(name, schema, place, author_name, hoisted)


def _pieces(bundle: Bundle) -> list[Piece]:
    source = bundle.contract.source
    if not source.path.endswith(".json") or any(each.rule in _READ for each in bundle.findings):
        return []
    return outline(source.held, section(bundle.contract.dialect))


_READ = frozenset({"duplicate-key", "byte-order-mark"})
"""What is found in a text before anything in it is looked at."""


def is_plain(schema: Schema) -> bool:
    """Whether a schema is an object with properties, of which nothing else can be asked."""
    return (
        schema.get("type") == "object"
        and bool(schema.get("properties"))
        and not schema.keys() & _TELLING
    )


_TELLING = frozenset(
    {
        *("$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "enum", "const"),
        *("default", "discriminator", "format", "patternProperties", "dependentSchemas"),
        *("unevaluatedProperties", "readOnly", "writeOnly"),
    }
)


def is_noted(schema: Schema) -> bool:
    """Whether something in a schema is deprecated."""
    return "deprecated" in schema or any(map(is_noted, subschemas(schema)))


def targets(schema: Schema) -> list[str]:
    """The components that a schema refers to for the very value that it describes."""
    return sorted({each.removeprefix(PREFIX) for each, _ in same_value(schema)})


def _key(component: Component) -> str:
    return f"{component.place.source.path}#{component.place.pointer}"


def _sealed(api: Api, keys: tuple[str, ...]) -> set[str]:
    above = f"/{'/'.join(keys)}/"
    homes: dict[str, str] = {}
    found = set()
    for name, each in api.components.items():
        unit, _, inside = each.place.pointer.removeprefix(above).partition("/")
        if each.place.pointer.startswith(above) and inside:
            homes[name] = unescape(unit)
            found |= set() if each.hoisted else {homes[name]}
        elif each.place.pointer.startswith(above):
            homes[name] = ""
    for each in api.components.values():
        own = unescape(each.place.pointer.removeprefix(above).partition("/")[0])
        found |= {homes.get(to, "") for to in references(each.schema)} - {own}
    for schema in carried(api):
        found |= {homes.get(to, "") for to in references(schema)}
    return found - {""}


def _reversed(read: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, each in sorted(read.items()):
        for other in each:
            if other != name:
                found.setdefault(other, []).append(name)
    return found
