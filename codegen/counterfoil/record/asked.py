"""What requests said, in values, by their contract."""

from dataclasses import dataclass

from counterfoil.engine.conform import Terms
from counterfoil.engine.conform.secrets import secrets_of
from counterfoil.engine.expectations.asked import call_of, operation_asked
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.routes import Match, Routes
from counterfoil.engine.wire.writing import write
from counterfoil.model import Api, Ask, Bundle, In, Json, Operation
from counterfoil.record.notes import Answered

_CREDENTIALS = "credentials-missing"


@dataclass(frozen=True, slots=True)
class Understood:
    """A request as its contract reads it."""

    operation: Operation
    ask: Ask


class Reading:
    """Reads the requests of one contract."""

    def __init__(self, bundle: Bundle) -> None:
        self._api = bundle.api
        self._terms = Terms(bundle)
        self._secrets = secrets_of(bundle.api)
        self._titles = {each.title: each for each in bundle.api.operations}

    def understand(self, note: Answered) -> Understood | str:
        """What a request said, or why nobody can tell."""
        operation = self._titles.get(note.operation)
        found = Routes(self._api, note.base).match(note.request.method, note.request.target)
        if operation is None or not isinstance(found, Match) or found.operation is not operation:
            return "the contract has no such operation any more; compile it again"
        asked = self._terms.request(operation, note.request, found.path_values)
        wrong = [each for each in asked.breaches if each.rule != _CREDENTIALS]
        if wrong:
            return f"the request is not as the contract says: {wrong[0].message}"
        return Understood(operation, self._ask(operation, asked.call))

    def fits(self, ask: Ask) -> bool:
        """Whether a request that was written down before still is as the contract says."""
        operation = operation_asked(self._api, ask)
        if operation is None:
            return False
        try:
            request = write(self._api, operation, call_of(ask))
        except Inexpressible:
            return False
        found = Routes(self._api).match(request.method, request.target)
        if not isinstance(found, Match):
            return False
        asked = self._terms.request(operation, request, found.path_values)
        return all(each.rule == _CREDENTIALS for each in asked.breaches)

    def _ask(self, operation: Operation, call: Call) -> Ask:
        parameters: dict[In, dict[str, Json]] = {}
        for (location, name), value in call.parameters.items():
            if not self._is_secret(location, name):
                parameters.setdefault(location, {})[name] = value
        first = operation.body.content[0].media_type if operation.body else ""
        has_body = isinstance(call.body, _JSON)
        return Ask(
            operation.author_id or operation.title,
            parameters,
            call.body if has_body else None,
            has_body,
            call.media_type if call.media_type != first else "",
        )

    def _is_secret(self, location: In, name: str) -> bool:
        match location:
            case In.HEADER:
                return name.lower() in self._secrets.headers
            case In.QUERY:
                return name in self._secrets.entries
            case In.COOKIE:
                return name in _cookies(self._api)
        return False


_JSON = (str, int, float, bool, type(None), list, dict)
"""What a body can be written down as; bytes, and what is absent, are none of it."""


def _cookies(api: Api) -> frozenset[str]:
    schemes = api.security_schemes.values()
    return frozenset(each.name for each in schemes if each.location == "cookie")
