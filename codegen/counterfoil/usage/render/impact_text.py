"""An impact for a person at a terminal."""

from collections.abc import Iterator, Sequence

from counterfoil.engine.render.plain import safe
from counterfoil.engine.words import plural
from counterfoil.usage.impact import Impact, Loss, broken_by, outermost
from counterfoil.usage.render.labels import label, line

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _RESET = (
    f"\x1b[{code}m" for code in ("1", "2", "1;31", "32", "1;33", "0")
)
_SHOWN = 20


def render(impact: Impact) -> str:
    """Who breaks and where they say so, who does not, and what goes."""
    return "".join(f"{each}\n" for each in _lines(impact))


def _lines(impact: Impact) -> Iterator[str]:
    yield f"{_BOLD}{safe(impact.pointed.written)}{_RESET} ({line(impact.pointed.place)})"
    for consumer in impact.broken:
        yield f"{_RED}breaks{_RESET}   {_BOLD}{safe(consumer)}{_RESET}"
        for loss, user in broken_by(impact, consumer):
            yield f"           {line(user.place)} {_told(loss)}"
    for loss in impact.perhaps:
        for user in loss.users:
            yield f"{_YELLOW}perhaps{_RESET}  {_BOLD}{safe(user.consumer)}{_RESET} reads what is around it whole"
            yield f"           {line(user.place)} {_told(loss)}"
    for sentence in impact.unknown:
        yield f"{_YELLOW}unknown{_RESET}  {safe(sentence)}"
    for each in impact.unhurt:
        yield f"{_GREEN}holds{_RESET}    {safe(each.consumer)}: relies on nothing of {safe(each.contract.title)} that goes"
    yield from _goes(outermost(impact.losses))
    yield _verdict(impact)


def _goes(losses: Sequence[Loss]) -> Iterator[str]:
    for each in losses[:_SHOWN]:
        yield f"{_DIM}goes{_RESET}     {_told(each)}"
    if len(losses) > _SHOWN:
        yield f"{_DIM}goes{_RESET}     and {len(losses) - _SHOWN:,} more; --format json has all"


def _told(loss: Loss) -> str:
    what = f": {safe(loss.what)}" if loss.what else ""
    return f"{safe(loss.contract.title)} {label(loss.offer)}{what}"


def _verdict(impact: Impact) -> str:
    if not impact.losses:
        return "nothing that a consumer could rely on goes"
    if impact.broken:
        return f"{_RED}{plural(len(impact.broken), 'consumer')} would break{_RESET}"
    if impact.unknown:
        return f"{_YELLOW}nobody is known to break, and not every user is known{_RESET}"
    if impact.perhaps:
        return f"{_YELLOW}nobody is known to break, and somebody may{_RESET}"
    return f"{_GREEN}nobody breaks{_RESET}"
