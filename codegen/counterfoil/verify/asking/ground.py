"""What is known to be there: things that were created or listed, by the path that names them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from counterfoil.engine.identity import last_segment
from counterfoil.engine.resources import Resource
from counterfoil.engine.spellings import spelt_alike
from counterfoil.engine.validators import Validators
from counterfoil.model import Direction, In, Json, Operation, Reply, escape, values_of
from counterfoil.verify.judging.cases import Step, Taken
from counterfoil.verify.judging.demands import NOTHING, at, document
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.edits import Edit, edited

_PARAMETER = re.compile(r"\{([^{}]+)\}")
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Live:
    """A thing that exists: the path parameters that name it, and the requests that made it known."""

    values: tuple[Json, ...]
    steps: tuple[Step, ...] = ()
    body: Json = NOTHING
    """As the reply had it that made it known."""
    sent: Json = NOTHING
    """The body it was created with."""
    ours: bool = False
    """Whether this examination created it."""
    identity: str = ""
    """The pointer to its name in its own body, where it says it."""
    location: str = ""
    """Where the reply that created it says it is."""


@dataclass(slots=True)
class Ground:
    """Things by path, and for each operation the requests that were accepted."""

    validators: Validators
    given: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """For each operation the values that its provider states came with."""
    alive: dict[str, list[Live]] = field(default_factory=dict)
    bases: dict[str, list[Told]] = field(default_factory=dict)
    unique: set[str] = field(default_factory=set)
    """Operations that take the same body but once."""
    tried: set[str] = field(default_factory=set)
    """Operations of which that was asked."""
    rich: dict[str, Draft] = field(default_factory=dict)
    """For each operation an accepted request with everything that may be in it."""
    branched: dict[str, list[Draft]] = field(default_factory=dict)
    """For each operation accepted requests with other branches of its unions."""

    def base(self, operation: Operation | None) -> Draft | None:
        """The first accepted request of an operation."""
        told = self.bases.get(operation.id, ()) if operation else ()
        return told[0].draft if told else None

    def add(self, path: str, live: Live) -> None:
        """Makes a thing known under the path of its item."""
        known = self.alive.setdefault(slot(path), [])
        if live.ours:
            # Made once more under the same name, it is what was sent last.
            known[:] = [each for each in known if each.values != live.values]
        if all(each.values != live.values for each in known):
            # What was created here comes before what was there: nobody else needs it.
            known.insert(0, live) if live.ours else known.append(live)
            del known[_KEPT:]

    def forget(self, path: str, values: tuple[Json, ...]) -> None:
        """Makes a thing unknown, with all that is below it."""
        gone = slot(path)
        for key, known in self.alive.items():
            if key == gone or key.startswith(f"{gone}/"):
                known[:] = [each for each in known if each.values[: len(values)] != values]

    def nearest(self, path: str) -> Live | None:
        """A thing that stands at a path, or on the way to it as far down as there is one."""
        prefixes = [path[: found.end()] for found in _PARAMETER.finditer(path)]
        for prefix in reversed(prefixes):
            known = self.alive.get(slot(prefix))
            if known:
                return known[0]
        return None

    def at(self, path: str) -> Sequence[Live]:
        """Everything known to stand at a path of an item."""
        return tuple(self.alive.get(slot(path), ()))

    def named(self, name: str) -> Iterator[Json]:
        """Values that a property or parameter of this name may refer to: ids of what is there."""
        for key, known in self.alive.items():
            if known and spelt_alike(name, _reference_name(key)):
                yield from (each.values[-1] for each in known)


def slot(path: str) -> str:
    """A path whose parameters have no names, so that two spellings of one are the same.

    >>> slot("/orders/{orderId}/lines")
    '/orders/{}/lines'
    """
    return _PARAMETER.sub("{}", path)


def path_names(path: str) -> tuple[str, ...]:
    """The names of a path's parameters, in order."""
    return tuple(_PARAMETER.findall(path))


def path_values(draft: Draft, path: str) -> tuple[Json, ...]:
    """The values that a draft gives the parameters of a path."""
    given = draft.call.parameters
    return tuple(given.get((In.PATH, name), "") for name in path_names(path))


def pointed(draft: Draft, live: Live) -> Draft:
    """The draft, addressed to a thing: its path parameters are the thing's, as far as they go."""
    names = path_names(draft.operation.path)
    found = {(In.PATH, name): value for name, value in zip(names, live.values, strict=False)}
    moved = draft.with_parameters({**draft.call.parameters, **found})
    return replace(_called(moved, live), before=live.steps)


def _called(draft: Draft, live: Live) -> Draft:
    """The draft whose body, where it is the thing's own, says the name that the path says."""
    path = draft.operation.path
    own = path.endswith("}") and len(path_names(path)) == len(live.values)
    if not (own and live.identity and draft.has_body):
        return draft
    if at(draft.body, live.identity) is NOTHING:
        return draft
    return draft.with_body(edited(draft.body, [Edit(live.identity, live.values[-1])]))


def created(resource: Resource, told: Told, validators: Validators) -> Live | None:
    """What an accepted request created; None where its reply does not tell what it is called."""
    reply = told.reply
    if not isinstance(reply, Reply):
        return None
    operation, body = told.draft.operation, document(reply)
    identity = named_at(resource.identity.property)
    location = next(iter(values_of(reply.headers, "location")), "")
    around = path_values(told.draft, operation.path)
    if operation.path == resource.item:
        return Live(around, told.steps, body, told.draft.body, True, identity, location)
    found = _name_of(resource, reply, body)
    if found is None:
        return None
    value, source = found
    schema = _schema_of(resource)
    if isinstance(value, str):
        value = _typed(value, schema, validators)
    taken = Step(operation.id, told.request, (Taken(source, str(found[0])),))
    steps = (*told.draft.before, taken)
    return Live((*around, value), steps, body, told.draft.body, True, identity, location)


def listed(resource: Resource, told: Told, items: str) -> Iterator[Live]:
    """What a list has in it, by the property that names an item."""
    found = at(document(told.reply), items) if isinstance(told.reply, Reply) else None
    around = path_values(told.draft, told.draft.operation.path)
    if not resource.identity.property or not isinstance(found, list):
        return
    inside = named_at(resource.identity.property)
    for index, item in enumerate(found[:_KEPT]):
        value = at(item, inside)
        if isinstance(value, str | int) and not isinstance(value, bool):
            source = f"body {items}/{index}{inside}"
            step = Step(told.draft.operation.id, told.request, (Taken(source, str(value)),))
            yield Live((*around, value), (*told.draft.before, step), item, identity=inside)


def named_at(names: Sequence[str]) -> str:
    """The pointer to a property inside others; empty for none."""
    return "".join(f"/{escape(name)}" for name in names)


def _name_of(resource: Resource, reply: Reply, body: Json) -> tuple[Json, str] | None:
    identity = resource.identity
    if identity.property:
        pointer = named_at((*identity.envelope, *identity.property))
        value = at(body, pointer)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return value, f"body {pointer}"
    location = values_of(reply.headers, "location")
    name = unquote(last_segment(location[0])) if location else ""
    return (name, "header Location") if name else None


def _schema_of(resource: Resource) -> Mapping[str, Json]:
    for operation in (resource.read, resource.update, resource.replace, resource.delete):
        for parameter in operation.parameters if operation else ():
            if parameter.name == resource.parameter and parameter.location is In.PATH:
                return parameter.schema
    return {}


def _typed(text: str, schema: Mapping[str, Json], validators: Validators) -> Json:
    """The text as the number that it spells, where the contract wants a number there."""
    validator = validators.of(schema, Direction.REQUEST)
    if not validator.is_valid(text) and text.isdecimal() and validator.is_valid(int(text)):
        return int(text)
    return text


def _reference_name(key: str) -> str:
    """What a reference to the things under a path is called: `/pets/{}` is meant by `petId`."""
    collection = key.removesuffix("/{}").rpartition("/")[2]
    singular = f"{collection[:-3]}y" if collection.endswith("ies") else collection.removesuffix("s")
    return f"{singular}_id"
