"""What consumers rely on, thing by thing: every expectation taken apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from counterfoil.engine.expectations.asked import operation_asked
from counterfoil.engine.expectations.pointers import EVERY, steps_of
from counterfoil.model import Ask, Expectations, Interaction, Json, Place
from counterfoil.usage.offers import Offer, Part
from counterfoil.usage.spots import Spot, reached
from counterfoil.usage.surface import Answer, Offered, Surface, field
from counterfoil.usage.trails import Trail


@dataclass(frozen=True, slots=True)
class User:
    """A consumer that relies on something, and where it says so."""

    consumer: str
    interaction: str
    place: Place
    recorded: bool = False
    """Whether a recording saw it: then nothing else was read."""
    members: tuple[Json, ...] = ()
    """Of an enumeration: those that it tells apart."""
    format: str = ""
    """The format that it reads a field in."""


Claim = tuple[Offer, User]


def claims(surface: Surface, expectations: Expectations) -> Iterator[Claim]:
    """What one file of expectations relies on, and who says so where."""
    for interaction in expectations.interactions:
        yield from _Claims(surface, expectations.consumer, interaction).found()


@dataclass(frozen=True, slots=True)
class _Claims:
    surface: Surface
    consumer: str
    interaction: Interaction

    def found(self) -> Iterator[Claim]:
        ask = self.interaction.ask
        if ask is None:
            messages = [each for each in self.surface.offered if each.operation is None]
            for offered in messages or [_undescribed_message()]:
                yield offered.answers[0].offer, self._user(self.interaction.place / "message")
                yield from self._read(offered.answers[0], self.interaction.place / "message")
            return
        offered = offered_to(self.surface, ask)
        yield offered.offer, self._user(self.interaction.place / "request" / "operation")
        yield from self._sent(ask, offered)
        answer = answer_with(offered, self.interaction.status)
        response = self.interaction.place / "response"
        yield answer.offer, self._user(response / "status")
        yield from self._read(answer, response)

    def _sent(self, ask: Ask, offered: Offered) -> Iterator[Claim]:
        request = self.interaction.place / "request"
        for location, values in ask.parameters.items():
            section = {"header": "headers", "cookie": "cookies"}.get(location, location)
            for name in values:
                yield (
                    _parameter(offered, f"{location} {name}"),
                    self._user(request / section / name),
                )
        if ask.has_body and offered.body is not None:
            yield field(offered.offer, Part.BODY, offered.body), self._user(request / "body")
            yield from self._body(ask.body, offered.body, offered.offer, request / "body")

    def _body(self, value: Json, root: Spot, around: Offer, place: Place) -> Iterator[Claim]:
        """The fields that a body has, each at the first value that has it."""
        met: set[str] = set()
        for steps, here in _values(value, (), place):
            for each in reached(root, steps, self.surface.sending):
                if each.pattern not in met:
                    met.add(each.pattern)
                    yield field(around, Part.BODY, each), self._user(here)

    def _read(self, answer: Answer, place: Place) -> Iterator[Claim]:
        use = self.interaction.use
        for index, pattern in enumerate(use.reads):
            yield from self._field(answer, pattern, self._user(place / "reads" / index))
        for pattern, members in use.members.items():
            user = replace(self._user(place / "members" / pattern), members=members)
            yield from self._field(answer, pattern, user)
        for pattern, form in use.formats.items():
            user = replace(self._user(place / "formats" / pattern), format=form)
            yield from self._field(answer, pattern, user)
        known = {each.name.lower(): each for each in answer.headers}
        for index, name in enumerate(use.headers):
            unknown = replace(answer.offer, part=Part.HEADER, name=name, described=False)
            yield known.get(name.lower(), unknown), self._user(place / "headers" / index)

    def _field(self, answer: Answer, pattern: str, user: User) -> Iterator[Claim]:
        root = answer.body or Spot("", (), answer.offer.trail, described=False)
        for spot in reached(root, steps_of(pattern), self.surface.receiving):
            yield field(answer.offer, Part.FIELD, spot), user

    def _user(self, place: Place) -> User:
        told = self.interaction
        return User(self.consumer, told.description, place, told.recorded)


def offered_to(surface: Surface, ask: Ask) -> Offered:
    """The operation that a request is for; one that is not described where there is none."""
    asked = operation_asked(surface.api, ask)
    for each in surface.offered:
        if asked is not None and each.operation is asked:
            return each
    offer = Offer(
        Part.OPERATION, Trail(()), operation=ask.operation, title=ask.operation, described=False
    )
    return Offered(None, offer)


def answer_with(offered: Offered, status: int) -> Answer:
    """What documents a status: itself, its range, or `default`."""
    known = {each.status: each for each in offered.answers}
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in known:
            return known[key]
    offer = replace(offered.offer, part=Part.RESPONSE, status=str(status), described=False)
    return Answer(offer, (), None)


def _parameter(offered: Offered, name: str) -> Offer:
    for each in offered.parameters:
        if each.name == name or (name.startswith("header") and each.name.lower() == name.lower()):
            return each
    return replace(offered.offer, part=Part.PARAMETER, name=name, described=False)


def _undescribed_message() -> Offered:
    offer = Offer(Part.RESPONSE, Trail(()), title="the message", described=False)
    return Offered(None, offer, answers=(Answer(offer, (), None),))


def _values(
    value: Json, steps: tuple[str, ...], place: Place
) -> Iterator[tuple[tuple[str, ...], Place]]:
    """What is inside a value, down to its leaves: the way there, and where it stands."""
    members: Iterable[tuple[str | int, Json]] = ()
    if isinstance(value, Mapping):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, inside in members:
        step = key if isinstance(key, str) else EVERY
        yield (*steps, step), place / key
        yield from _values(inside, (*steps, step), place / key)
