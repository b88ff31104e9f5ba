"""Messages of a contract, drawn from its schema: those that a consumer has to take, and those it refuses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import orjson

from counterfoil.engine.contracts import load_file
from counterfoil.engine.validators import Validators
from counterfoil.engine.values import Invalid, Kind, Values
from counterfoil.model import Api, CannotRun, Direction, Json, Schema
from counterfoil.stub.faults import probes

_MOST = 40
"""Messages of one shape."""
_PLAIN = frozenset({Kind.MISSING, Kind.WORD})
"""Faults that no reader can overlook, however tolerant it is."""
_CONDITIONAL = frozenset(
    {"anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "contains"}
)

Handle = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Messages of one contract, and the handler that takes them."""

    api: Api
    root: Schema
    handle: Handle
    shapes: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    """What was drawn already."""

    def valid(self, shape: str) -> Sequence[bytes]:
        return self._once(shape, partial(_valid, self.api, self.root, shape))

    def invalid(self) -> Sequence[bytes]:
        return self._once("", partial(_invalid, self.api, self.root))

    def handled(self, message: bytes) -> str:
        return self.handle(message)

    def _once(self, shape: str, draw: Callable[[], Iterator[Json]]) -> Sequence[bytes]:
        if shape not in self.shapes:
            self.shapes[shape] = tuple(dict.fromkeys(map(orjson.dumps, islice(draw(), _MOST))))
        return self.shapes[shape]


def drawn(path: Path, folder: Path, handle: Handle) -> Drawn:
    """The messages of a document, which refers to nothing outside the folder. Raises CannotRun."""
    loaded = load_file(path, folder)
    for bundle in loaded.bundles:
        if bundle.api.root is not None:
            return Drawn(bundle.api, bundle.api.root, handle)
    told = (f"{each.at.path}:{each.at.line}: {each.message}" for each in loaded.findings)
    raise CannotRun(f"{path.name} describes no message", "\n".join(told), "generate the suite anew")


def _valid(api: Api, root: Schema, shape: str) -> Iterator[Json]:
    found = [*Values(api).valid(root, Direction.RESPONSE)]
    # The first two of those made to be valid have as little, and as much, as the contract allows.
    made = [each.value for each in found if each.certain] or [each.value for each in found]
    match shape:
        case "minimal":
            yield from made[:1]
        case "maximal":
            yield from made[1:2] or made[:1]
        case "varied":
            yield from (each.value for each in found)
        case "unknown-fields":
            yield from (probes.unknown_fields(_reading(api), root, each) for each in made)
        case "unknown-members":
            yield from (probes.unknown_members(_reading(api), root, each) for each in made)


def _reading(api: Api) -> probes.Reading:
    return probes.Reading(Validators(api))


def _invalid(api: Api, root: Schema) -> Iterator[Json]:
    for each in Values(api).invalid(root, Direction.RESPONSE):
        if each.kind in _PLAIN and not _is_conditional(each):
            yield each.value


def _is_conditional(invalid: Invalid) -> bool:
    """Whether the keyword holds under a condition, which a reader need not follow."""
    return not _CONDITIONAL.isdisjoint(invalid.schema_pointer.split("/"))
