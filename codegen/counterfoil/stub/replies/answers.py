"""Replies of one operation that depend on nothing that was created before."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from counterfoil.engine.wire.bodies import content_type
from counterfoil.model import Headers, Json, Media, Operation, Reply, Request, Response
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_styles import Absent
from counterfoil.stub.replies.bodies import body_of, dumped
from counterfoil.stub.replies.headers import headers_of
from counterfoil.stub.replies.prefer import Preference
from counterfoil.stub.replies.problems import Problems, Telling, plain
from counterfoil.stub.replies.samples import Samples, Unmakeable, named
from counterfoil.stub.replies.statuses import Chosen

_KEPT = 256
"""Drawn replies that an operation remembers; they can always be drawn again."""
_BODILESS = frozenset({204, 205, 304})
PROBLEM = "application/problem+json"


@dataclass(slots=True)
class Answers:
    """Makes and keeps the replies of one operation."""

    operation: Operation
    samples: Samples
    problems: Problems
    _headers: dict[tuple[int, str], Headers] = field(default_factory=dict)
    _fixed: dict[tuple[int, str], Reply] = field(default_factory=dict)
    _drawn: OrderedDict[tuple[str, str], Reply] = field(default_factory=OrderedDict)

    def usual(self, chosen: Chosen, media: Media | None, request: Request) -> Reply:
        """An example of a response; a value drawn for this request where there is none."""
        if media is None or chosen.response is None or chosen.status in _BODILESS:
            return self.bare(chosen)
        key = (chosen.status, media.media_type)
        fixed = self._fixed.get(key)
        if fixed is not None:
            return fixed
        example = self.samples.example(media, chosen.response.content)
        if not isinstance(example, Absent):
            made = self._fixed[key] = self.saying(chosen, media, example)
            return made
        return self._remembered(chosen, media, request)

    def bare(self, chosen: Chosen) -> Reply:
        """A reply without a body."""
        key = (chosen.status, "")
        if key not in self._headers:
            self._headers[key] = self.headers(chosen.response, "")
        return Reply(chosen.status, self._headers[key])

    def saying(self, chosen: Chosen, media: Media, value: Json) -> Reply:
        """A reply with a body that says `value`."""
        return self.carrying(chosen, media, body_of(media, value, self.samples.api.components))

    def carrying(self, chosen: Chosen, media: Media, body: bytes) -> Reply:
        """A reply with these bytes."""
        key = (chosen.status, media.media_type)
        headers = self._headers.get(key)
        if headers is None:
            made = self.headers(chosen.response, content_type(media))
            headers = self._headers[key] = made
        return Reply(chosen.status, headers, body)

    def headers(self, response: Response | None, media_type: str) -> Headers:
        """The headers of a response whose body, if it has one, is of the media type."""
        own = (("Content-Type", media_type),) if media_type else ()
        if response is None:
            return own
        return (
            *own,
            *headers_of(response, self.samples, f"{self.operation.name}/{response.status}"),
        )

    def drawn(self, chosen: Chosen, media: Media, request: Request) -> Reply:
        """A reply whose value is drawn, even where an example would do."""
        key = f"{self.operation.name}/{chosen.status}/{fingerprint(request)}"
        value = self.samples.drawn(media, key)
        if self._is_error(chosen, media):
            value = self._told(media, value, Telling(chosen.status, self._said(chosen)))
        return self.saying(chosen, media, value)

    def preferred(
        self, chosen: Chosen, media: Media | None, preference: Preference, request: Request
    ) -> Reply | None:
        """The reply that a client asks for; None where it names an example that is not there."""
        if media is None or chosen.status in _BODILESS:
            return None if preference.example else self.bare(chosen)
        if preference.example:
            found = dict(named(media))
            if preference.example not in found:
                return None
            return self.saying(chosen, media, found[preference.example])
        if preference.dynamic or (self._is_error(chosen, media) and not media.examples):
            return self.drawn(chosen, media, request)
        return self.usual(chosen, media, request)

    def refusing(self, chosen: Chosen, telling: Telling, accept: str, extra: Headers) -> Reply:
        """The contract's own error body, or a problem document where it has none."""
        content = chosen.response.content if chosen.response else ()
        media = self.samples.media(content, accept) or self.samples.media(content, "")
        if chosen.response is None:
            return problem(telling, extra)
        if media is None:
            told = (("Counterfoil-Problem", _line(telling.detail)),)
            return self._with(self.bare(chosen), (*told, *extra))
        try:
            key = f"{self.operation.name}/{chosen.status}"
            value = self._told(media, self.samples.usual(media, content, key), telling)
            return self._with(self.saying(chosen, media, value), extra)
        except Unmakeable:
            return problem(telling, extra)

    def _told(self, media: Media, template: Json, telling: Telling) -> Json:
        if media.schema is None:
            return plain(telling) if is_json(media.media_type) else template
        for value in self.problems.filled(media.schema, template, telling):
            if self.samples.is_valid(media.schema, value):
                return value
        return template

    def _is_error(self, chosen: Chosen, media: Media) -> bool:
        return chosen.status >= 400 and media.schema is not None and is_json(media.media_type)

    def _said(self, chosen: Chosen) -> str:
        return chosen.response.description if chosen.response else ""

    def _remembered(self, chosen: Chosen, media: Media, request: Request) -> Reply:
        key = (f"{chosen.status} {media.media_type}", fingerprint(request))
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self.drawn(chosen, media, request)
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return found

    @staticmethod
    def _with(reply: Reply, extra: Headers) -> Reply:
        given = {name.lower() for name, _ in extra}
        kept = tuple(pair for pair in reply.headers if pair[0].lower() not in given)
        return replace(reply, headers=(*kept, *extra))


def problem(telling: Telling, extra: Headers = ()) -> Reply:
    """A problem document, for what the contract has no body for."""
    return Reply(telling.status, (("Content-Type", PROBLEM), *extra), body_of_problem(telling))


def body_of_problem(telling: Telling) -> bytes:
    """The bytes of a problem document."""
    return dumped(plain(telling))


def fingerprint(request: Request) -> str:
    """What makes a request the same as another: method, target and body.

    >>> fingerprint(Request("GET", "/a")) == fingerprint(Request("GET", "/a", (("X", "1"),)))
    True
    """
    digest = blake2b(request.body, digest_size=12)
    digest.update(f"{request.method} {request.target}".encode("utf-8", "replace"))
    return digest.hexdigest()


def _line(text: str) -> str:
    """Text as the value of a header."""
    kept = "".join(each if " " <= each <= "~" else "?" for each in text)
    return kept[:400].strip() or "refused"
