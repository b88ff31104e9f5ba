"""What changed in the links of an answer: they say what to ask next, and no payload holds them."""

from collections.abc import Iterator

from counterfoil.compat.change import Kind
from counterfoil.compat.operations.statuses import said
from counterfoil.compat.outcome import safe
from counterfoil.compat.told import Told
from counterfoil.model import Json, Response

_UNSAID = ("description", "server")
_WHY = "a link stands in the contract and in no answer"


def links(status: str, baseline: Response, candidate: Response) -> Iterator[Told]:
    """A change for each link that came, went, or leads elsewhere."""
    for name in dict.fromkeys((*baseline.links, *candidate.links)):
        before, after = _told(baseline.links.get(name)), _told(candidate.links.get(name))
        if before == after:
            continue
        word = "added" if before is None else "removed" if after is None else "changed"
        kinds = {"added": Kind.ADDED, "removed": Kind.REMOVED, "changed": Kind.CHANGED}
        yield Told(
            f"response-link-{word}",
            kinds[word],
            f"{said(status)} {_SENTENCES[word].format(name)}",
            candidate.place / "links" / name,
            None if before is None else baseline.place / "links" / name,
            safe(_WHY),
            before=before,
            after=after,
            subject=f"{status} {name}",
        )


_SENTENCES = {
    "added": "names the link `{}` now",
    "removed": "no longer names the link `{}`",
    "changed": "has the link `{}`, which leads elsewhere now",
}


def _told(link: Json) -> Json:
    if link is None:
        return None
    return {key: value for key, value in link.items() if key not in _UNSAID}
