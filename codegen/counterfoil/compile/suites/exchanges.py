"""One interaction as statements: what holds beforehand, the call, and what is relied on in its answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterfoil.compile.client.ways import Content, Described, Kind
from counterfoil.compile.source import flat, spell
from counterfoil.compile.suites.calls import STATE, Called
from counterfoil.compile.suites.reads import Asserting, tree
from counterfoil.compile.suites.types import Items, Named, Type, type_of
from counterfoil.compile.text import literal
from counterfoil.engine.expectations.fields import EVERY, steps_of
from counterfoil.engine.naming import identifier, unique
from counterfoil.model import Given, Interaction, Response, Use


@dataclass(frozen=True, slots=True)
class Exchange:
    """An interaction, the call that it makes, and what the client makes of its answer."""

    alias: str
    """What the suite calls the client's package."""
    asserting: Asserting
    called: Called
    interaction: Interaction
    reply: Described | None
    """None: the contract does not document the status."""
    content: Content | None
    """None: no body, or one of several kinds."""

    def states(self, given: Sequence[Given], *, used: bool) -> Iterator[str]:
        """Brings the states about; the last one tells what all of them came with."""
        for index, each in enumerate(given):
            named = f"{STATE} = " if used and index + 1 == len(given) else ""
            yield f"{named}provider.given({literal(each.state)}{_params(each)})"

    def arranged(self) -> str:
        """Tells a stub what to answer: what the contract leaves out at times is to be there."""
        type_, reads = self._type, self._use.reads
        named = [self.asserting.optional(type_, each) for each in reads] if type_ else []
        fields = list(dict.fromkeys(filter(None, named)))
        having = f", having={flat(spell(fields))}" if fields else ""
        headers = f", headers={flat(spell(self._optional))}" if self._optional else ""
        told = f"{literal(self.called.operation)}, {self.interaction.status}{having}{headers}"
        return f"provider.answers({told})"

    def told(self) -> Iterator[str]:
        """The call, and what is relied on in its answer."""
        if self.reply is None or self.reply.error:
            yield from self._failure()
            return
        calling = self.called.said.behind("client.raw", f"client.{self.called.method.name}")
        yield f"answer = {flat(calling)}"
        match self.called.method.way.kind:
            case Kind.VALUE:
                yield from self._value()
            case Kind.STREAM:
                yield "with answer.value as stream:"
                yield "    found = list(stream)"
                yield from self._headed("answer.status", "answer.headers")
                yield from self._inside("found", self._type)
            case Kind.DOWNLOAD:
                yield "with answer.value as found:"
                yield "    assert found.read()"
                yield from self._headed("answer.status", "answer.headers")

    @property
    def _streams(self) -> bool:
        return self.called.method.way.kind is Kind.STREAM

    @property
    def _type(self) -> Type | None:
        """The type of the body; of a stream, that of all its items."""
        if self.content is None:
            return None
        found = type_of(self.content.type.text)
        return Items(found) if self._streams else found

    @property
    def _use(self) -> Use:
        """What is relied on; in a stream, of every item, whether or not the pattern says so."""
        return _of_items(self.interaction.use) if self._streams else self.interaction.use

    @property
    def _optional(self) -> list[str]:
        """The headers that are read, and that the contract does not require."""
        response = self._response
        headers = response.headers if response else ()
        promised = {each.name.lower() for each in headers if each.required}
        return [each for each in self._use.headers if each.lower() not in promised]

    @property
    def _response(self) -> Response | None:
        responses = {each.status: each for each in self.called.method.operation.responses}
        return responses.get(self.reply.status) if self.reply else None

    def _value(self) -> Iterator[str]:
        yield from self._headed("answer.status", "answer.headers")
        type_ = self._type
        lines = [*self._inside(name := self._name(type_), type_)]
        if not lines or type_ is None:
            return
        yield f"{name} = answer.value"
        if self.called.method.way.result.text != self.content_text:
            yield _narrowed(name, type_)
        yield from lines

    @property
    def content_text(self) -> str:
        """The type of the body as the client writes it."""
        return self.content.type.text if self.content else ""

    def _failure(self) -> Iterator[str]:
        error = self.reply.error if self.reply else "UndocumentedStatusError"
        yield f"with pytest.raises({self.alias}.{error}) as caught:"
        yield f"    {flat(self.called.said.call(f'client.{self.called.method.name}'))}"
        yield from self._headed("caught.value.status", "caught.value.response.headers")
        type_ = type_of(self.content.type.text) if self.content else None
        lines = [*self._inside(name := self._name(type_), type_)]
        if lines and isinstance(type_, Named):
            yield f"{name} = caught.value.body"
            yield _narrowed(name, type_)
            yield from lines

    def _headed(self, status: str, headers: str) -> Iterator[str]:
        yield f"assert {status} == {self.interaction.status}"
        for each in self._use.headers:
            unless = f" or {self.asserting.unless}" if each in self._optional else ""
            yield f"assert {literal(each)} in {headers}{unless}"

    def _inside(self, name: str, type_: Type | None) -> Iterator[str]:
        if type_ is not None:
            yield from self.asserting.lines(name, type_, tree(self._use))
            yield from self.asserting.members(type_, self._use)

    def _name(self, type_: Type | None) -> str:
        """What a value is called in a test."""
        wanted = identifier(type_.name) if isinstance(type_, Named) else "found"
        return unique([*sorted(self.asserting.taken - {"found"}), wanted])[-1]


def _narrowed(name: str, type_: Type) -> str:
    match type_:
        case Named(model):
            return f"assert isinstance({name}, models.{model})"
        case Items():
            return f"assert isinstance({name}, list)"
        case _:
            return f"assert {name} is not None"


def _params(given: Given) -> str:
    """The parameters of a state as named arguments; those with names of other kinds, spread."""
    plain = {key: value for key, value in given.params.items() if _is_plain(key)}
    rest = {key: value for key, value in given.params.items() if key not in plain}
    named = "".join(f", {key}={flat(spell(value))}" for key, value in plain.items())
    return f"{named}, **{flat(spell(rest))}" if rest else named


def _is_plain(key: str) -> bool:
    return key.isascii() and key.isidentifier() and identifier(key).rstrip("_") == identifier(key)


def _of_items(use: Use) -> Use:
    return Use(
        tuple(map(_of_item, use.reads)),
        {_of_item(key): each for key, each in use.members.items()},
        {_of_item(key): each for key, each in use.formats.items()},
        use.headers,
    )


def _of_item(pattern: str) -> str:
    return pattern if steps_of(pattern)[:1] == (EVERY,) else f"/{EVERY}{pattern}"
