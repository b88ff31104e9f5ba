"""Users of a contract of whom nobody knows what they rely on."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from counterfoil.engine.expectations.reading import ENDINGS, FOLDER
from counterfoil.engine.services import Service
from counterfoil.model import Bundle, Json

AUDIENCE = "x-audience"
_PUBLIC = "public"


def unknown_users(bundle: Bundle, services: Collection[Service]) -> Iterator[str]:
    """Why more may be relied on than expectations say: a sentence each."""
    contract = bundle.contract
    unreadable = sorted(_unreadable(bundle))
    for path in unreadable:
        yield f"{path} cannot be read: {PurePosixPath(path).stem} may rely on anything of {contract.title}"
    known = {each.consumer for each in bundle.expectations}
    known |= {PurePosixPath(path).stem for path in unreadable}
    for service in services:
        if contract.id in service.consumes and service.name not in known:
            yield (
                f"{contract.title} is consumed by {service.name}, which has recorded no expectations:"
                " it may rely on anything"
            )
    if is_public(bundle.contract.source.value):
        yield (
            f"{contract.title} says `{AUDIENCE}: {_PUBLIC}`: whoever is outside of this repository may"
            " rely on anything"
        )


def is_public(document: Json) -> bool:
    """Whether a document, or its `info`, offers itself to everybody."""
    if not isinstance(document, Mapping):
        return False
    info = document.get("info")
    holders = (document, info if isinstance(info, Mapping) else {})
    return any(str(each.get(AUDIENCE, "")).lower() == _PUBLIC for each in holders)


def _unreadable(bundle: Bundle) -> set[str]:
    """The files of expectations that were left out, because something is wrong with them."""
    folder = PurePosixPath(bundle.contract.source.path).parent / FOLDER
    read = {each.source.path for each in bundle.expectations}
    met = {PurePosixPath(each.at.path) for each in bundle.findings}
    return {
        str(path)
        for path in met
        if path.parent == folder and path.suffix in ENDINGS and str(path) not in read
    }
