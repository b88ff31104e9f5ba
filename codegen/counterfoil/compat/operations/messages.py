"""The message of a contract that is a JSON Schema."""

from collections.abc import Iterator

from counterfoil.compat.change import Carrier, Party
from counterfoil.model import Api, Direction


def message(baseline: Api, candidate: Api) -> Iterator[Carrier]:
    """The message that both versions describe; none where one of them describes an API."""
    if baseline.root is None or candidate.root is None:
        return
    yield Carrier(
        title=candidate.contract.title,
        what="the message",
        sender=Party.WRITER,
        form=Direction.RESPONSE,
        baseline=baseline.root,
        candidate=candidate.root,
        baseline_place=baseline.place,
        candidate_place=candidate.place,
    )
