"""The terms of one contract, by which exchanges are judged."""

from collections.abc import Mapping

from counterfoil.engine.conform.answers import Answers
from counterfoil.engine.conform.asks import Asks
from counterfoil.engine.conform.breach import Asked, Breach
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.content import Content
from counterfoil.model import Bundle, Operation, Reply, Request


class Terms:
    """Judges the exchanges of one contract.

    What an operation needs is prepared when it is first met, and kept.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.api = bundle.api
        self.validators = Validators(bundle.api)
        # By identity, because an operation holds mappings; the tables keep their operations alive.
        self._asks: dict[int, Asks] = {}
        self._answers: dict[int, Answers] = {}

    def request(
        self, operation: Operation, request: Request, path_values: Mapping[str, str]
    ) -> Asked:
        """What a request to an operation says, and everything that is wrong with it.

        `path_values` are the path's parameters as they were sent, percent-encoded.
        """
        asks = self._asks.get(id(operation))
        if asks is None:
            asks = self._asks[id(operation)] = Asks(self.api, self.validators, operation)
        return asks.read(request, path_values)

    def reply(self, operation: Operation, request: Request, reply: Reply) -> tuple[Breach, ...]:
        """Everything that is wrong with the reply to a request."""
        return self._promised(operation).judge(request, reply)

    def content(self, operation: Operation, reply: Reply) -> Content | None:
        """How the body of a reply is read; None where the contract does not document it."""
        return self._promised(operation).content(reply)

    def _promised(self, operation: Operation) -> Answers:
        answers = self._answers.get(id(operation))
        if answers is None:
            answers = self._answers[id(operation)] = Answers(self.api, self.validators, operation)
        return answers
