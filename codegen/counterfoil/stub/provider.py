"""One contract as its stub plays it: routes, answers, and what was created so far."""

from functools import cached_property, partial

from counterfoil.engine.conform import Terms
from counterfoil.engine.resources import Resource
from counterfoil.engine.wire.credentials import given
from counterfoil.engine.wire.routes import Match, NotAllowed, Routes, base_path
from counterfoil.model import Bundle, Operation, Reply, Request
from counterfoil.stub.items.completing import Completion
from counterfoil.stub.items.keeper import Keeper
from counterfoil.stub.items.roles import Roles, depth
from counterfoil.stub.items.stage import Above, Stage
from counterfoil.stub.items.store import Shelf
from counterfoil.stub.replies.answers import Answers
from counterfoil.stub.replies.challenges import challenges_of
from counterfoil.stub.replies.depth import is_too_deep
from counterfoil.stub.replies.part import Part, wishes
from counterfoil.stub.replies.problems import Problems, Telling
from counterfoil.stub.replies.samples import Samples, Unmakeable
from counterfoil.stub.replies.statuses import Trouble, refusal
from counterfoil.stub.seams import Answered, Received
from counterfoil.stub.settings import Settings


class Provider:
    """Answers the requests of one contract. What an operation needs is made when it is first asked."""

    def __init__(self, bundle: Bundle, settings: Settings) -> None:
        self.bundle = bundle
        self.base = base_path(bundle.api)
        self.terms = Terms(bundle)
        self._settings = settings
        self._routes = Routes(bundle.api, self.base)
        self._parts: dict[int, Part] = {}
        self._keepers: dict[str, Keeper] = {}
        self._shelves: dict[str, Shelf] = {}
        self._problems = Problems(bundle.api.components)

    @cached_property
    def samples(self) -> Samples:
        """Values for answers, and for what the stub itself sends."""
        from counterfoil.engine.values import Values

        api, validators, seed = self.bundle.api, self.terms.validators, self._settings.seed
        return Samples(api, validators, Values(api, seed, validators), seed)

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self.bundle.api)

    @cached_property
    def _completion(self) -> Completion:
        return Completion(self.bundle.api, self.terms.validators, self.samples.draw)

    def match(self, request: Request) -> Match | NotAllowed | None:
        """The operation that a request is addressed to."""
        return self._routes.match(request.method, request.target)

    def answer(self, received: Received, found: Match) -> Answered:
        """The contract's answer to a request for one of its operations."""
        part, request = self.part(found.operation), received.request
        if len(request.body) > self._settings.max_body:
            return Answered(received, part.refuse_size(request, self._settings.max_body))
        asked = self.terms.request(found.operation, request, found.path_values)
        if asked.breaches:
            return Answered(received, part.refuse(asked.breaches, request), asked.breaches)
        if self._settings.credentials and not self._admits(found.operation, request):
            return Answered(received, part.refuse_credentials(request))
        if is_too_deep(request, asked.call.body):
            return Answered(received, part.refuse_depth(request))
        try:
            return Answered(received, part.reply(request, asked.call))
        except Unmakeable as unmakeable:
            return Answered(received, part.confess(unmakeable))

    def refuses(self, received: Received) -> bool:
        """Whether a request is turned down for what it is, before anything answers it."""
        operation, request = received.operation, received.request
        if operation is None or len(request.body) > self._settings.max_body:
            return True
        if self.terms.request(operation, request, received.path_values).breaches:
            return True
        return bool(self._settings.credentials) and not self._admits(operation, request)

    def _admits(self, operation: Operation, request: Request) -> bool:
        """Whether the credentials are those that the settings name, where they name some."""
        wanted = self._settings.credentials
        for requirement in operation.security:
            sent = given(self.bundle.api, requirement, request)
            if all(
                name in sent and sent[name] == wanted.get(name, sent[name])
                for name in requirement.schemes
            ):
                return True
        return not operation.security

    def refuse_method(self, found: NotAllowed, request: Request) -> Reply:
        """The refusal of a method that the path does not have."""
        allowed = ", ".join(found.methods)
        detail = f"this path has {allowed}, and the request is {request.method}"
        return self._refuse(Trouble.METHOD, detail, request, (("Allow", allowed),))

    def refuse_path(self, request: Request) -> Reply:
        """The refusal of a path that the contract does not have."""
        path = request.target.partition("?")[0]
        detail = f"{self.bundle.contract.title} has no path {path}"
        return self._refuse(Trouble.ABSENT, detail, request, ())

    def _refuse(
        self, trouble: Trouble, detail: str, request: Request, extra: tuple[tuple[str, str], ...]
    ) -> Reply:
        operation = self._telling(trouble)
        accept, _ = wishes(request.headers)
        chosen = refusal(operation, trouble)
        answers = self._answers(operation or self.bundle.api.operations[0])
        return answers.refusing(chosen, Telling(chosen.status, detail), accept, extra)

    def _telling(self, trouble: Trouble) -> Operation | None:
        """An operation that documents a body for what no operation is to blame for."""
        for wanted in (str(trouble.status), "4XX", "default"):
            for operation in self.bundle.api.operations:
                for each in operation.responses:
                    if each.status == wanted and each.content:
                        return operation
        return None

    def reset(self) -> None:
        """Forgets what was created, changed and deleted."""
        for each in self._shelves.values():
            each.clear()

    def part(self, operation: Operation) -> Part:
        """What answers an operation."""
        found = self._parts.get(id(operation))
        if found is None:
            found = self._parts[id(operation)] = self._made(operation)
        return found

    def _made(self, operation: Operation) -> Part:
        answers = self._answers(operation)
        challenges = challenges_of(self.bundle.api, operation)
        role = self._roles.of(operation)
        if role is None:
            return Part(operation, answers, challenges)
        act, resource = role
        return Part(operation, answers, challenges, act, self._stage(operation, answers, resource))

    def _stage(self, operation: Operation, answers: Answers, resource: Resource) -> Stage:
        above = tuple(
            Above(self._shelf(each), depth(each), partial(self._keeper, each))
            for each in self._roles.above(operation.path)
            if each is not resource or operation.path not in (resource.item, resource.collection)
        )
        return Stage(operation, answers, self._keeper(resource), above)

    def _answers(self, operation: Operation) -> Answers:
        return Answers(operation, self.samples, self._problems)

    def _keeper(self, resource: Resource) -> Keeper:
        found = self._keepers.get(resource.item)
        if found is None:
            shelf = self._shelf(resource)
            found = Keeper(
                resource,
                self.samples,
                self._completion,
                shelf,
                only_known=self._settings.only_known,
            )
            self._keepers[resource.item] = found
        return found

    def _shelf(self, resource: Resource) -> Shelf:
        return self._shelves.setdefault(resource.item, Shelf(self._settings.max_items))
