"""Media types: which one a request names, and which one its Accept header asks for."""

from collections.abc import Sequence

from .server_multipart import parameters
from .server_operations import Media
from .server_refusals import Refusal, Refused


def matches(pattern: str, essence: str) -> bool:
    """Whether a media type or range takes in a media type, parameters aside.

    >>> matches("image/*", "image/png"), matches("application/json; v=1", "text/html")
    (True, False)
    """
    wanted = pattern.partition(";")[0].strip().lower()
    kind = wanted.partition("/")[0]
    return wanted in (essence, "*/*", "*") or (wanted == f"{kind}/*" and _kind(essence) == kind)


def _kind(essence: str) -> str:
    return essence.partition("/")[0]


def choose(content: Sequence[Media], content_type: str) -> Media:
    """The media that a Content-Type header names, the most exact one first."""
    essence, options = parameters(content_type)
    if options.get("charset", "utf-8").lower() not in _CHARSETS and not essence.startswith("text/"):
        raise unsupported(content, f"{essence} is only read as UTF-8")
    # A range has a later place than any exact type, `*/*` the last.
    for media in sorted(content, key=lambda media: media.media_type.count("*")):
        if matches(media.media_type, essence):
            return media
    raise unsupported(content, f"{essence or 'a body without Content-Type'} is not accepted")


_CHARSETS = ("utf-8", "utf8", "us-ascii")


def unsupported(content: Sequence[Media], detail: str) -> Refused:
    """A refusal with 415 that names what is accepted."""
    accepted = ", ".join(media.media_type for media in content)
    remedy = f"send {accepted}" if accepted else "send no body"
    headers = {"Accept": accepted} if accepted else {}
    return Refused(Refusal(415, f"{detail}; {remedy}", headers=headers))


def preferred(content: Sequence[Media], accept: str) -> list[Media]:
    """The media in the order of an Accept header's wishes (RFC 9110, section 12.5.1).

    What the header does not accept comes last instead of failing: an answer in another form
    tells more than a 406.
    """
    wishes = [_wish(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    return sorted(content, key=lambda media: -_weight(media.media_type, wishes))


def _wish(part: str) -> tuple[str, float]:
    essence, options = parameters(part.strip())
    try:
        return essence, float(options.get("q", "1"))
    except ValueError:
        return essence, 0.0


def _weight(media_type: str, wishes: Sequence[tuple[str, float]]) -> float:
    essence = media_type.partition(";")[0].strip().lower()
    fitting = [wish for wish in wishes if matches(wish[0], essence) or matches(essence, wish[0])]
    # `text/html;q=0.2` says more about text/html than `*/*` does.
    fitting.sort(key=lambda wish: wish[0].count("*"))
    return fitting[0][1] if fitting else -1.0
