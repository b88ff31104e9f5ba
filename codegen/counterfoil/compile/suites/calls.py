"""The calls of a suite: what a consumer asks, as calls of the typed client."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from counterfoil.compile.client.arguments import Argument
from counterfoil.compile.client.methods import Method
from counterfoil.compile.client.ways import Content, Described, Kind
from counterfoil.compile.source import Group, Source, call, flat
from counterfoil.compile.suites.spelling import Speller, Unspellable
from counterfoil.compile.suites.types import type_of
from counterfoil.compile.text import literal
from counterfoil.model import Ask, In, Interaction, Json
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.client_retries import IDEMPOTENT

_KEY = "idempotency-key"
_FRESH = "3f2b8c1e-9d47-4a60-8b52-6e0f1c7a94d3"
"""Such as a fresh key is."""
STATE = "state"
"""What a test calls the values of a provider state."""


class Unsayable(ValueError):
    """An interaction that the typed client cannot have; the text says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """The arguments of a call."""

    positional: tuple[Source, ...]
    named: Mapping[str, Source]

    def call(self, function: str) -> Group:
        """A call with the arguments."""
        return call(function, *self.positional, **self.named)

    def behind(self, function: str, first: str) -> Group:
        """A call that hands the arguments on to what comes first."""
        return call(function, first, *self.positional, **self.named)


def method_for(interaction: Interaction, methods: Sequence[Method]) -> Method:
    """The plain way to call what is asked for. Raises Unsayable."""
    ask = _ask(interaction)
    for each in methods:
        operation = each.operation
        if ask.operation in (operation.id, operation.author_id, operation.title):
            return each
    raise Unsayable(f"the client has no operation {ask.operation}")


def _ask(interaction: Interaction) -> Ask:
    if interaction.ask is None:
        raise Unsayable("it is a message, and the contract describes requests")
    return interaction.ask


def arguments(interaction: Interaction, method: Method, speller: Speller) -> Said:
    """The arguments that say what is asked. Raises Unsayable."""
    ask = _ask(interaction)
    positional: list[Source] = []
    named: dict[str, Source] = {}
    for each in method.arguments:
        source = _source(each, ask, method, speller, stated=bool(interaction.given))
        if source is None:
            _check_absent(each)
        elif each.keyword_only:
            named[each.name] = source
        else:
            positional.append(source)
    _check_parameters(ask, method)
    return Said(tuple(positional), named)


def _source(
    argument: Argument, ask: Ask, method: Method, speller: Speller, *, stated: bool
) -> Source | None:
    """The argument as an expression; None where nothing is said of it."""
    if argument.name == "content_type" and argument.parameter is None:
        return literal(ask.media_type) if ask.media_type else None
    if argument.parameter is None:
        return _body(ask, method, speller) if ask.has_body else None
    location, name = argument.parameter.location, argument.parameter.name
    found = _named(ask.parameters.get(location, {}), name, location)
    if found is None:
        return None
    (value,) = found
    source = _spelled(argument, value, speller)
    if location is In.HEADER and name.lower() == _KEY and speller.takes(argument, _FRESH):
        # Which key it is does not matter, as long as nobody has used it before.
        return "str(uuid.uuid4())"
    if stated and location is In.PATH:
        return _stated(name, value, flat(source))
    return source


def _named(given: Mapping[str, Json], name: str, location: In) -> tuple[Json] | None:
    if location is In.HEADER:
        return next(((each,) for key, each in given.items() if key.lower() == name.lower()), None)
    return (given[name],) if name in given else None


def _stated(name: str, value: Json, source: str) -> str:
    """The expression with what a provider state came with in place of its value, if it did."""
    shown = literal(value)
    return source.replace(shown, f"{STATE}.get({literal(name)}, {shown})", 1)


def _body(ask: Ask, method: Method, speller: Speller) -> Source:
    sent = [each for each in method.bodies if ask.media_type in ("", each.media.media_type)]
    for each in sent:
        wanted = "bytes" if each.accepted[0].text == "Upload" else each.accepted[0].text
        with suppress(Unspellable):
            return speller.body(type_of(wanted), each.media, ask.body)
    raise Unsayable(f"the contract does not allow the body {literal(ask.body):.80}")


def _spelled(argument: Argument, value: Json, speller: Speller) -> Source:
    try:
        return speller.spelled(type_of(argument.type.text), value)
    except Unspellable:
        raise Unsayable(f"`{argument.name}` cannot be {literal(value):.80}") from None


def _check_absent(argument: Argument) -> None:
    if not argument.default:
        raise Unsayable(f"`{argument.name}` is not given, and the contract requires it")


def _check_parameters(ask: Ask, method: Method) -> None:
    """Raises Unsayable where something is asked that the operation does not take."""
    taken = {
        (each.parameter.location, each.parameter.name.lower())
        for each in method.arguments
        if each.parameter is not None
    }
    for location, given in ask.parameters.items():
        for name in given:
            if (location, name.lower()) not in taken:
                raise Unsayable(f"the operation has no {location} parameter `{name}`")
    if ask.has_body and not method.bodies:
        raise Unsayable("the operation takes no body")


@dataclass(frozen=True, slots=True)
class Called:
    """One operation that a consumer uses: how it is called, and what may come of it."""

    operation: str
    """As the stub knows it."""
    function: str
    description: str
    """Of the interaction that the call is taken from."""
    method: Method
    said: Said

    @property
    def repeats(self) -> bool:
        """Whether the client repeats the call where that may help."""
        return self.method.operation.method in IDEMPOTENT or self.takes_key

    @property
    def takes_key(self) -> bool:
        """Whether the operation takes an idempotency key."""
        parameters = self.method.operation.parameters
        return any(each.location is In.HEADER and each.name.lower() == _KEY for each in parameters)

    @property
    def reads_json(self) -> bool:
        """Whether every success is JSON that the client decodes as a whole."""
        successes = [each for each in self.method.way.replies if not each.error]
        return self.method.way.kind is Kind.VALUE and all(
            each.content and all(is_json(one.media.media_type) for one in each.content)
            for each in successes
        )

    @property
    def statement(self) -> str:
        """The call, and reading all of what it gives."""
        return consumed(self.method, flat(self.said.call(f"client.{self.method.name}")))


def consumed(method: Method, calling: str) -> str:
    """A call whose result is read to its end."""
    match method.way.kind:
        case Kind.VALUE:
            return calling
        case Kind.STREAM:
            return f"with {calling} as found:\n    list(found)"
        case Kind.DOWNLOAD:
            return f"{calling}.read()"


def content_of(method: Method, status: int) -> tuple[Described | None, Content | None]:
    """What a method makes of a status, and the one kind of body that it may have; None for several."""
    found = described(method, status)
    kinds = {each.type.text: each for each in found.content} if found else {}
    return found, kinds.popitem()[1] if len(kinds) == 1 else None


def described(method: Method, status: int) -> Described | None:
    """What a method makes of a status: by itself, by its range, or by default."""
    replies = {each.status: each for each in method.way.replies}
    keys = (str(status), f"{status // 100}XX", "default")
    return next((replies[key] for key in keys if key in replies), None)


def error_statuses(method: Method) -> Iterator[tuple[int, Described]]:
    """Every documented error, with a status for those that are described as a range."""
    for each in method.way.replies:
        if each.error:
            status = next((s for s in _examples(each.status) if described(method, s) is each), 0)
            if status:
                yield status, each


def _examples(status: str) -> Iterator[int]:
    if status.isdecimal():
        yield from (int(status),) if int(status) >= 400 else ()
    elif status[0].isdecimal():
        first = int(status[0]) * 100
        yield from range(first, first + 100) if first >= 400 else ()
    else:
        yield from (*range(500, 600), *range(400, 500))
