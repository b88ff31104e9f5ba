"""One operation as the stub plays it: prepared when it is first asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.conform import Breach
from counterfoil.engine.wire.call import Call
from counterfoil.model import Headers, Media, Operation, Reply, Request
from counterfoil.stub.items.acts import Act, create
from counterfoil.stub.items.stage import Stage, Turn
from counterfoil.stub.replies.answers import Answers, problem
from counterfoil.stub.replies.depth import DEEPEST
from counterfoil.stub.replies.prefer import Preference, preference
from counterfoil.stub.replies.problems import Telling, Wrong
from counterfoil.stub.replies.samples import Unmakeable
from counterfoil.stub.replies.statuses import Chosen, Trouble, asked, refusal, success

_MOST = 64
"""Accept headers that are remembered with what they come to."""
_TOLD = 5
_FORGIVING = frozenset({"DELETE", "POST"})


@dataclass(slots=True)
class Part:
    """Answers the requests for one operation."""

    operation: Operation
    answers: Answers
    challenges: Headers = ()
    """What a refusal for want of credentials carries."""
    act: Act | None = None
    stage: Stage | None = None
    chosen: Chosen = field(init=False)
    _media: dict[str, Media | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chosen = success(self.operation)

    def reply(self, request: Request, call: Call) -> Reply:
        """The answer to a valid request."""
        accept, wish = wishes(request.headers)
        if wish is not None and (
            wish.example or wish.dynamic or wish.code != str(self.chosen.status)
        ):
            return self._preferred(wish, accept, request)
        content = self.chosen.response.content if self.chosen.response else ()
        media = self._acceptable(content, accept)
        if media is None and content:
            return self._unacceptable(content, accept)
        if self.act is None or self.stage is None:
            return self.answers.usual(self.chosen, media, request)
        reply = self.act(self.stage, Turn(request, call, self.chosen, media))
        if reply is not None:
            return reply
        absent = refusal(self.operation, Trouble.ABSENT)
        forgiving = self.operation.method in _FORGIVING and self.act is not create
        if forgiving and absent.response is None:
            # The contract knows no such answer here: deleting twice is deleting once, and what
            # comes of an action nobody can look at any more. What is created would be looked for.
            return self.answers.usual(self.chosen, media, request)
        return self.gone(request, accept)

    def _acceptable(self, content: Sequence[Media], accept: str) -> Media | None:
        if accept not in self._media:
            if len(self._media) >= _MOST:
                self._media.clear()
            self._media[accept] = self.answers.samples.media(content, accept)
        return self._media[accept]

    def _unacceptable(self, content: Sequence[Media], accept: str) -> Reply:
        offered = " or ".join(each.media_type for each in content)
        detail = f"the answer is in {offered}, and Accept is {accept}"
        return self._refused(Trouble.UNACCEPTABLE, detail, accept, ())

    def gone(self, request: Request, accept: str) -> Reply:
        """The answer to a request for something that was deleted."""
        path = request.target.partition("?")[0]
        return self._refused(Trouble.ABSENT, f"there is nothing at {path} any more", accept, ())

    def refuse(self, breaches: Sequence[Breach], request: Request) -> Reply:
        """The answer to a request that is not as the contract says."""
        trouble, told = trouble_of(breaches)
        accept, _ = wishes(request.headers)
        detail = "; ".join(each.message for each in told[:_TOLD])
        wrongs = tuple(Wrong(_place(each), each.message) for each in told)
        extra = self.challenges if trouble is Trouble.CREDENTIALS else self._offered(trouble)
        return self._refused(trouble, detail, accept, extra, wrongs)

    def refuse_credentials(self, request: Request) -> Reply:
        """The answer to credentials that are well-formed, and not the right ones."""
        accept, _ = wishes(request.headers)
        detail = "the credentials are not those that this stub was told to accept"
        return self._refused(Trouble.CREDENTIALS, detail, accept, self.challenges)

    def refuse_depth(self, request: Request) -> Reply:
        """The answer to a body that is nested too deeply to be written back."""
        accept, _ = wishes(request.headers)
        detail = f"the body is nested deeper than the {DEEPEST} levels that this stub writes back"
        return self._refused(Trouble.TOO_LARGE, detail, accept, ())

    def refuse_size(self, request: Request, most: int) -> Reply:
        """The answer to a body that is too long to be read."""
        accept, _ = wishes(request.headers)
        detail = f"the body is longer than {most} bytes, which is all that this stub reads"
        return self._refused(Trouble.TOO_LARGE, detail, accept, ())

    def confess(self, unmakeable: Unmakeable) -> Reply:
        """The answer where the stub finds no value that the contract admits."""
        why = f"{unmakeable}; an example in the contract would be one"
        detail = f"{self.operation.title} cannot be answered: {why}"
        return problem(Telling(501, detail))

    def _offered(self, trouble: Trouble) -> Headers:
        content = self.operation.body.content if self.operation.body else ()
        if trouble is not Trouble.UNSUPPORTED or not content:
            return ()
        return (("Accept", ", ".join(each.media_type for each in content)),)

    def _refused(
        self,
        trouble: Trouble,
        detail: str,
        accept: str,
        extra: Headers,
        wrongs: tuple[Wrong, ...] = (),
    ) -> Reply:
        chosen = refusal(self.operation, trouble)
        telling = Telling(chosen.status, f"{self.operation.title}: {detail}", wrongs)
        return self.answers.refusing(chosen, telling, accept, extra)

    def _preferred(self, wish: Preference, accept: str, request: Request) -> Reply:
        chosen = asked(self.operation, wish.code) if wish.code else self.chosen
        if chosen is None:
            return _unknown(f"{self.operation.title} documents no status {wish.code}")
        content = chosen.response.content if chosen.response else ()
        media = self.answers.samples.media(content, accept)
        if media is None and content:
            return self._unacceptable(content, accept)
        reply = self.answers.preferred(chosen, media, wish, request)
        if reply is None:
            return _unknown(f"{self.operation.title} has no example `{wish.example}`")
        return reply


def _unknown(detail: str) -> Reply:
    """What Prism answers where it cannot do as a client prefers."""
    return problem(Telling(404, detail))


def wishes(headers: Headers) -> tuple[str, Preference | None]:
    """What a request accepts, and what it prefers."""
    accept: list[str] = []
    wish = None
    for name, value in headers:
        if len(name) == 6:
            called = name.lower()
            if called == "accept":
                accept.append(value)
            elif called == "prefer":
                wish = preference(headers)
    return accept[0] if len(accept) == 1 else ", ".join(accept), wish


def trouble_of(breaches: Sequence[Breach]) -> tuple[Trouble, Sequence[Breach]]:
    """Why a request is turned down, and the breaches that tell it; who asks comes first."""
    for trouble, tells in _TROUBLES:
        if told := [each for each in breaches if tells(each)]:
            return trouble, told if trouble in _ALONE else breaches
    return Trouble.AROUND, breaches


def _place(breach: Breach) -> str:
    return f"{breach.where} at {breach.pointer}" if breach.pointer else breach.where


_ALONE = (Trouble.CREDENTIALS, Trouble.UNSUPPORTED, Trouble.MALFORMED)
_TROUBLES: Sequence[tuple[Trouble, Callable[[Breach], bool]]] = (
    (Trouble.CREDENTIALS, lambda breach: breach.where == "credentials"),
    (Trouble.UNSUPPORTED, lambda breach: breach.where == "media type"),
    (Trouble.MALFORMED, lambda breach: breach.rule == "request-body-malformed"),
    (Trouble.AROUND, lambda breach: breach.where != "body"),
    (Trouble.INSIDE, lambda breach: breach.where == "body"),
)
