"""One operation apart from the rest of its contract: what it says beside a witness, and what it hears."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.compat.witnesses.material import Material, made_of
from counterfoil.engine.conform import Terms
from counterfoil.engine.forms import references
from counterfoil.engine.values.making import UNMADE
from counterfoil.engine.values.picks import bare, shifted
from counterfoil.engine.wire.call import Inexpressible
from counterfoil.model import Api, Bundle, Direction, Json, Operation, Parameter, Schema

_TURNS = 4
"""Values of a parameter of which one is chosen."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An operation of one version, ready to say and to hear requests and answers."""

    operation: Operation
    terms: Terms
    _material: Material

    @classmethod
    def of(cls, api: Api, operation: Operation) -> "Voice":
        """The operation with no more of its contract than it needs: the whole takes long to read."""
        apart = _apart(api, operation)
        material = made_of(Pool(apart, apart, Direction.REQUEST))
        return cls(operation, Terms(Bundle(api.contract, (), apart)), material)

    def plain(self, parameter: Parameter) -> Json:
        """A value of a parameter about which nothing matters. Raises Inexpressible."""
        material = self._material
        schema = material.pool.schema(Version.BASELINE, parameter.schema)
        for example, _ in parameter.examples:
            if example != "" and material.judge(schema).is_valid(example):
                return example
        picks = (shifted(bare, turn) for turn in range(_TURNS))
        made = [material.maker.make(schema, pick, (parameter.name,)) for pick in picks]
        values = [each for each in made if each is not UNMADE]
        if not values:
            raise Inexpressible(f"no value is found for `{parameter.name}`")
        # One that need not be escaped is easier to read.
        return next((each for each in values if quote(str(each)) == str(each)), values[0])


def voice_of(api: Api, operation: Operation) -> Voice:
    """The voice of an operation, which is kept for as long as few others are asked for."""
    for voice in _RECENT:
        if voice.operation is operation:
            return voice
    voice = Voice.of(api, operation)
    _RECENT.append(voice)
    return voice


_RECENT: deque[Voice] = deque(maxlen=32)


def _apart(api: Api, operation: Operation) -> Api:
    waiting = [name for schema in _schemas(operation) for name in references(schema)]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += references(api.components[name].schema)
    components = {name: each for name, each in api.components.items() if name in needed}
    return replace(api, operations=(operation,), webhooks=(), root=None, components=components)


def _schemas(operation: Operation) -> Iterator[Schema]:
    """The schemas of an operation, its callbacks aside."""
    yield from (each.schema for each in operation.parameters)
    content = list(operation.body.content if operation.body else ())
    for response in operation.responses:
        yield from (each.schema for each in response.headers)
        content += response.content
    for media in content:
        yield from (each for each in (media.schema, media.item_schema) if each is not None)
