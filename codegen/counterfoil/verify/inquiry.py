"""The questions that one provider was asked, what it answered, and how many may still follow."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterfoil.engine.conform import Breach, Terms
from counterfoil.engine.resources import Resource, infer
from counterfoil.engine.values import Values
from counterfoil.engine.values.dice import Dice
from counterfoil.engine.values.values import Unmakeable
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.credentials import Credential, credentials_for, with_credentials
from counterfoil.engine.wire.routes import Match, Routes, base_path
from counterfoil.engine.wire.writing import write
from counterfoil.model import Bundle, Direction, In, Json, Operation, Place, Reply, Request, Schema
from counterfoil.verify.asking.ground import Ground, named_at
from counterfoil.verify.consumers.relied import relied_on
from counterfoil.verify.consumers.watching import watch_for
from counterfoil.verify.judging.cases import Answers, Case, Conforms, Demand, Phase
from counterfoil.verify.judging.coverage import Coverage
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.judging.sightings import PLAINLY, Sighting, Tried
from counterfoil.verify.judging.verdicts import judged_by, unanswered
from counterfoil.verify.requests.changes import Change
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.files import with_files
from counterfoil.verify.requests.named import is_used_once
from counterfoil.verify.requests.spots import Walk
from counterfoil.verify.settings import Send, Settings
from counterfoil.verify.wire.lost import Loss, Lost

_LOSSES = 2
"""So many requests without a reply, and an operation is not asked any more: each may take long."""
_GONE = 3
"""So many operations in a row without a reply, and nobody is asked any more."""
_MANY_LOSSES = 12
_FEW = 5
"""Operations; a contract with fewer is small, and may be asked as much."""
_WORD = 1 << 64


class Inquiry:
    """Asks, judges every reply, and keeps what was seen. Everything else here only reads from it."""

    def __init__(self, bundle: Bundle, send: Send, settings: Settings) -> None:
        api = bundle.api
        self.bundle, self.api, self.settings = bundle, api, settings
        self.base = base_path(api) if settings.base is None else settings.base
        self.terms = Terms(bundle)
        self.validators = self.terms.validators
        self.values = Values(api, settings.seed, self.validators)
        self.walk = Walk(api, self.validators)
        self.resources = infer(api)
        self.identities = _identities(self.resources)
        self.coverage = Coverage(api, self.walk)
        self.routes = Routes(api, self.base)
        self.operations = {each.id: each for each in api.operations}
        self.left = settings.requests * max(len(api.operations), _FEW)
        self.sent: Counter[Phase] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.sightings: list[Sighting] = []
        self.lost: Counter[str] = Counter()
        self._silent: set[str] = set()
        self.statuses: Counter[int] = Counter()
        self.ground = Ground(self.validators, settings.given)
        self.relied = relied_on(bundle)
        self.watch = watch_for(self.relied, self.terms)
        self._send = send
        self._made = 0
        self._dice = Dice(f"{settings.seed}:{settings.salt}:once")

    @property
    def stopped(self) -> bool:
        """Whether the provider has gone, or answers so little that to go on would take for ever."""
        return len(self._silent) >= _GONE or self.lost.total() >= _MANY_LOSSES

    def request_of(self, draft: Draft) -> Request:
        """A draft as a request, with credentials. Raises Inexpressible."""
        media = draft.media
        body = draft.call.body
        if media is not None and draft.has_body:
            body = with_files(media, body, self.api.components)
        call = replace(draft.call, parameters=self._freshened(draft), body=body)
        request = write(self.api, draft.operation, call, self.base)
        headed = replace(request, headers=(*request.headers, *self.settings.headers))
        return with_credentials(headed, self.credentials(draft.operation))

    def credentials(self, operation: Operation) -> tuple[Credential, ...]:
        """The credentials that an operation is sent with, of the first way that is known."""
        known = self.settings.credentials
        asked = [each for each in operation.security if each.schemes]
        for requirement in asked:
            if all(name in known for name in requirement.schemes):
                return credentials_for(self.api, requirement, known)
        return credentials_for(self.api, asked[0], known) if asked else ()

    def breaches_of(self, operation: Operation, request: Request) -> Sequence[Breach] | None:
        """What is wrong with a request; None where it means another operation."""
        found = self.routes.match(request.method, request.target)
        if not isinstance(found, Match) or found.operation.id != operation.id:
            return None
        return self.terms.request(operation, request, found.path_values).breaches

    def written(self, draft: Draft) -> Request | None:
        """A draft as a request; None where it cannot be written."""
        try:
            return self.request_of(draft)
        except Inexpressible:
            return None

    def strange(self, draft: Draft, method: str) -> Request | None:
        """A request to a draft's path with another method, and without a body."""
        bare = replace(draft, call=Call(draft.call.parameters))
        request = self.written(bare)
        return replace(request, method=method) if request is not None else None

    def place_of(self, operation: Operation, change: Change) -> Place:
        """Where the contract describes what a change is made to."""
        for parameter in operation.parameters:
            if (parameter.location, parameter.name) == change.name:
                return parameter.place
        name, _, rest = change.key.partition("/")
        if name in self.api.components:
            place = self.api.components[name].place
            return Place(place.source, f"{place.pointer}/{rest}" if rest else place.pointer)
        return operation.body.place if operation.body else operation.place

    def ask(self, draft: Draft, phase: Phase) -> Told | None:
        """The draft, sent. None where it cannot be written, or nothing more may be asked."""
        request = self.written(draft)
        return None if request is None else self.put(draft, request, phase)

    def put(self, draft: Draft, request: Request, phase: Phase) -> Told | None:
        """A request that stands for a draft, sent. None where nothing more may be asked."""
        if self.left <= 0 or self.stopped or self.lost[draft.operation.id] >= _LOSSES:
            return None
        told = Told(draft, request, self.deliver(request, phase, draft.operation.id))
        self.watch.saw(told)
        return told

    def deliver(self, request: Request, phase: Phase, operation: str = "") -> Reply | Lost:
        """A request, sent and counted."""
        self.left -= 1
        self.sent[phase] += 1
        reply = self._send(request)
        if isinstance(reply, Reply) or reply.kind is Loss.UNSENDABLE:
            self._silent.clear()
        else:
            # Nobody listens any more: that is no matter of one operation.
            again = reply.kind is Loss.UNREACHABLE
            self._silent.add(f"{operation} {len(self._silent)}" if again else operation)
            self.lost[operation] += 1
        self.statuses[reply.status if isinstance(reply, Reply) else 0] += 1
        return reply

    def judged(self, told: Told, phase: Phase, tried: Tried = PLAINLY) -> tuple[Breach, ...]:
        """What is wrong with a reply, kept as seen."""
        operation, reply = told.draft.operation, told.reply
        if isinstance(reply, Lost):
            breach = unanswered(operation, reply)
            if reply.kind is not Loss.UNSENDABLE:
                self.saw(breach, told, Answers(), phase, tried)
            return (breach,)
        self.coverage.exchange(operation, told.request, reply)
        found = tuple(judged_by(self.terms, operation, told.request, reply, phase))
        for breach in found:
            where = Conforms(breach.rule, breach.where, breach.pointer, breach.keyword)
            self.saw(breach, told, where, phase, tried)
        return found

    def saw(
        self,
        breach: Breach,
        told: Told,
        demand: Demand,
        phase: Phase,
        tried: Tried = PLAINLY,
        operation: Operation | None = None,
        others: tuple[Operation, ...] = (),
    ) -> None:
        """Keeps what is wrong with a reply, and how to see it again.

        `operation` is the one to blame, where it is not the one that was asked.
        """
        case = Case(self.api.contract.id, phase, told.steps, demand, breach.rule)
        blamed = operation or told.draft.operation
        self.sightings.append(Sighting(breach, blamed, case, told.reply, told.draft, tried, others))

    def go_on(self, send: Send, requests: int) -> None:
        """Asks so many more requests, over another line."""
        self._send, self.left = send, requests
        self._silent.clear()
        self.lost.clear()

    def number(self) -> int:
        """A number that was not used before."""
        self._made += 1
        return self._made

    def another(self, schema: Schema) -> Json:
        """A value of a schema that was not used before, as far as the schema has others."""
        return self.drawn(schema, f"another {self.settings.salt}{self.number()}")

    def drawn(self, schema: Schema, key: str) -> Json:
        """A value of a schema; `NOTHING` where none can be made."""
        try:
            return self.values.draw(schema, Direction.REQUEST, key)
        except Unmakeable:
            return NOTHING

    def absent(self, schema: Schema) -> tuple[Json, bool]:
        """A value of a schema that names nothing, and whether that is certain: nobody thinks of it."""
        accepts = self.validators.of(schema, Direction.REQUEST).is_valid
        number = f"{self._dice.roll(_WORD):016x}{self._dice.roll(_WORD):016x}"
        words = (
            dashed(number),
            f"counterfoil-{number}",
            number,
            number.upper(),
            number[:12].upper(),
        )
        for each in (989_898_989, *words):
            if accepts(each):
                return each, True
        return self.another(schema), False

    def _freshened(self, draft: Draft) -> dict[tuple[In, str], object]:
        """The parameters, those that may be used but once with a value of their own."""
        given = dict(draft.call.parameters)
        for parameter in draft.operation.parameters:
            key = (parameter.location, parameter.name)
            held = given.get(key)
            validator = self.validators.of(parameter.schema, Direction.REQUEST)
            if is_used_once(parameter.name) and isinstance(held, str) and validator.is_valid(held):
                given[key] = next(self._once(parameter.schema, held))
        return given

    def _once(self, schema: Schema, otherwise: str) -> Iterator[str]:
        validator = self.validators.of(schema, Direction.REQUEST)
        for _ in range(3):
            number = f"{self._dice.roll(_WORD):016x}{self._dice.roll(_WORD):016x}"
            for each in (dashed(number), number, number[:16], number[:8]):
                if validator.is_valid(each):
                    yield each
        yield otherwise


def _identities(resources: Sequence[Resource]) -> dict[str, str]:
    """Operation → where its body says what the thing is called, which is not for us to change."""
    return {
        operation.id: named_at(each.identity.property)
        for each in resources
        for operation in (each.create, each.replace, each.update)
        if operation is not None and each.identity.property
    }


def dashed(number: str) -> str:
    """Thirty-two hexadecimal digits as a UUID of version 4.

    >>> dashed("0123456789abcdef0123456789abcdef")
    '01234567-89ab-4def-8123-456789abcdef'
    """
    return f"{number[:8]}-{number[8:12]}-4{number[13:16]}-8{number[17:20]}-{number[20:]}"
