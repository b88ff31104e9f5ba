"""One contract as its stub plays it: routes, answers, and what was created so far."""

from counterfoil.engine.conform import Terms
from counterfoil.engine.wire import Match, NotAllowed, Routes, base_path
from counterfoil.model import Bundle, Reply, Request
from counterfoil.stub.seams import Answered, Received
from counterfoil.stub.settings import Settings


class Provider:
    """Answers the requests of one contract."""

    def __init__(self, bundle: Bundle, settings: Settings) -> None:
        self.bundle = bundle
        self.base = base_path(bundle.api)
        self._routes = Routes(bundle.api, self.base)
        self._terms = Terms(bundle)
        self._settings = settings

    def match(self, request: Request) -> Match | NotAllowed | None:
        """The operation that a request is addressed to; HEAD is GET where nothing else has it."""
        found = self._routes.match(request.method, request.target)
        if request.method == "HEAD" and isinstance(found, NotAllowed):
            instead = self._routes.match("GET", request.target)
            return instead if isinstance(instead, Match) else found
        return found

    def answer(self, received: Received, found: Match) -> Answered:
        """The contract's answer to a request for one of its operations."""
        raise NotImplementedError

    def reply(self, received: Received, status: int) -> Reply:
        """The contract's own reply of a status, documented or not, without looking at the request.

        0 is that of success. Rules and faults ask for it (`status 503`, an answer without a body).
        """
        raise NotImplementedError

    def refuse_method(self, found: NotAllowed, request: Request) -> Reply:
        """The refusal of a method that the path does not have."""
        raise NotImplementedError

    def reset(self) -> None:
        """Forgets what was created, changed and deleted."""
