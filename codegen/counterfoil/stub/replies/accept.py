"""Which media type of a response a request asks for (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from dataclasses import replace

from counterfoil.engine.wire.shapes import is_binary
from counterfoil.model import Media
from counterfoil.runtime.client_media import is_json, is_range

_NEVER = -1.0


def acceptable(content: Sequence[Media], accept: str) -> Media | None:
    """The media that an Accept header prefers; where it has no preference JSON, else the first.

    None where it accepts nothing of what there is.
    """
    found = _preferred(content, accept) if content else None
    return None if found is None else concrete(found, accept)


def _preferred(content: Sequence[Media], accept: str) -> Media | None:
    if not accept.strip():
        return next((each for each in content if is_json(each.media_type)), content[0])
    wishes = [_wish(part) for part in accept.split(",") if part.strip()]
    weighed = [(_weight(essence(each.media_type), wishes), each) for each in content]
    best = max(weight for weight, _ in weighed)
    fitting = [each for weight, each in weighed if weight == best]
    return None if best <= 0 else _preferred(fitting, "")


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case.

    >>> essence("Application/JSON; charset=utf-8")
    'application/json'
    """
    return media_type.partition(";")[0].strip().lower()


def concrete(media: Media, accept: str) -> Media:
    """The media with a type that an answer may have, where the contract gives a range.

    >>> from counterfoil.model import Place, Source
    >>> images = Media("image/*", None, Place(Source("a.yaml", "")))
    >>> concrete(images, "image/webp, */*").media_type, concrete(images, "").media_type
    ('image/webp', 'image/png')
    """
    if not is_range(media.media_type):
        return media
    wide = essence(media.media_type)
    for part in accept.split(","):
        wished = essence(part)
        if wished and "*" not in wished and covers(wide, wished):
            return replace(media, media_type=wished)
    kind = wide.partition("/")[0]
    described = media.schema is not None and not is_binary(media.schema)
    usual = "application/json" if described else "application/octet-stream"
    return replace(media, media_type=_USUAL.get(kind, usual))


_USUAL = {
    "audio": "audio/mpeg",
    "font": "font/woff2",
    "image": "image/png",
    "multipart": "multipart/mixed",
    "text": "text/plain",
    "video": "video/mp4",
}


def covers(wide: str, narrow: str) -> bool:
    """Whether a media range takes in a media type.

    >>> covers("image/*", "image/png"), covers("text/html", "text/plain")
    (True, False)
    """
    if wide in (narrow, "*/*", "*"):
        return True
    return wide.endswith("/*") and narrow.startswith(wide[:-1])


def _wish(part: str) -> tuple[str, float]:
    pieces = [each.strip() for each in part.split(";")]
    quality = next((each[2:] for each in pieces[1:] if each[:2].lower() == "q="), "1")
    try:
        return pieces[0].lower(), float(quality)
    except ValueError:
        return pieces[0].lower(), 1.0


def _weight(offered: str, wishes: Sequence[tuple[str, float]]) -> float:
    fitting = [each for each in wishes if covers(each[0], offered) or covers(offered, each[0])]
    # `text/html;q=0.2` says more about text/html than `*/*` does.
    return min(fitting, key=lambda each: each[0].count("*"))[1] if fitting else _NEVER
