"""What an operation asks of its requests."""

from collections.abc import Mapping

from counterfoil.engine.conform.bodies import Bodies, Rules
from counterfoil.engine.conform.breach import Asked, Breach
from counterfoil.engine.conform.parameters import Sent, readers, sent
from counterfoil.engine.conform.places import security_of
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.credentials import presented
from counterfoil.engine.wire.fields import Fields, field, fields_of
from counterfoil.engine.words import shown
from counterfoil.model import (
    Api,
    Direction,
    In,
    Json,
    Operation,
    Request,
    Requirement,
    SecurityScheme,
)
from counterfoil.runtime.server_styles import ABSENT

_RULES = Rules("request-body-malformed", "request-body-breach")


class Asks:
    """The parameters, body and credentials of one operation, ready to be read and judged."""

    def __init__(self, api: Api, validators: Validators, operation: Operation) -> None:
        self._operation = operation
        self._alternatives = [_schemes(api, each) for each in operation.security]
        self._readers = readers(api, validators, operation)
        self._has_entries = any(each.key[0] in (In.QUERY, In.COOKIE) for each in self._readers)
        self._content = operation.body.content if operation.body else ()
        self._bodies = Bodies(api, validators, Direction.REQUEST, self._content, _RULES)

    def read(self, request: Request, path_values: Mapping[str, str]) -> Asked:
        """What a request says, and everything that is wrong with it."""
        fields = fields_of(request.headers)
        values: dict[tuple[In, str], Json] = {}
        breaches = self._credentials(fields, request.target)
        if self._readers:
            entries = request.target if self._has_entries else ""
            breaches += self._parameters(sent(path_values, entries, fields), values)
        body, media_type, of_body = self._body(fields, request.body)
        return Asked(Call(values, body, media_type), (*breaches, *of_body))

    def _credentials(self, fields: Fields, target: str) -> tuple[Breach, ...]:
        for schemes in self._alternatives:
            if all(presented(each, fields, target) is not None for each in schemes):
                return ()
        return (self._unidentified(),) if self._alternatives else ()

    def _unidentified(self) -> Breach:
        alternatives = self._operation.security
        wanted = " or ".join(" and ".join(each.schemes) for each in alternatives)
        message = f"the request has no credentials, and the contract asks for {wanted}"
        place = security_of(self._operation.place)
        return Breach("credentials-missing", message, place, "credentials")

    def _parameters(self, parts: Sent, values: dict[tuple[In, str], Json]) -> tuple[Breach, ...]:
        found: tuple[Breach, ...] = ()
        for each in self._readers:
            value, breaches = each.read(parts)
            if value is not ABSENT:
                values[each.key] = value
            found += breaches
        return found

    def _body(self, fields: Fields, data: bytes) -> tuple[Json, str, tuple[Breach, ...]]:
        body, content_type = self._operation.body, field(fields, "content-type")
        if body is None or not (data or content_type):
            return ABSENT, "", self._absent() if body and body.required else ()
        known = self._bodies.known(content_type)
        if known is None:
            return data, content_type, (self._undocumented(content_type),)
        if not data and known.content.coding.value not in _MAY_BE_EMPTY:
            return ABSENT, "", self._absent() if body.required else ()
        value, breaches = known.read(content_type, data, field(fields, "content-encoding"))
        return value, known.content.media.media_type, breaches

    def _absent(self) -> tuple[Breach, ...]:
        body = self._operation.body
        place = body.place if body else self._operation.place
        message = "the body is missing, which the contract requires"
        return (Breach("request-body-missing", message, place, "body", keyword="required"),)

    def _undocumented(self, content_type: str) -> Breach:
        documented = " or ".join(each.media_type for each in self._content) or "no body"
        sent_as = f"is {shown(content_type)}" if content_type else "has no Content-Type"
        message = f"the body {sent_as}, and the contract takes {documented}"
        body = self._operation.body
        place = body.place / "content" if body else self._operation.place
        return Breach("request-media-type-undocumented", message, place, "media type")


_MAY_BE_EMPTY = frozenset({"text", "bytes", "stream", "form"})


def _schemes(api: Api, requirement: Requirement) -> tuple[SecurityScheme, ...]:
    """The schemes of a requirement; one that the contract does not declare asks for nothing."""
    found = (api.security_schemes.get(name) for name in requirement.schemes)
    return tuple(each for each in found if each is not None)
