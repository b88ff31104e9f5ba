"""Operations by the titles that changes name them by."""

from collections.abc import Iterable

from counterfoil.compat.operations.templates import shape
from counterfoil.model import Operation


def is_called(operation: Operation, title: str) -> bool:
    """Whether a title, such as `orders v2 GET /orders/{id}`, means an operation of either version.

    Titles are the candidate's: the baseline may have had other names for the parameters of the path.
    """
    method, _, path = " ".join(title.split(" ")[-2:]).partition(" ")
    return operation.method == method and shape(operation.path) == shape(path)


def first_called(operations: Iterable[Operation], titles: Iterable[str]) -> Operation | None:
    """The operation that is meant by the first title that means any."""
    known = list(operations)
    found = (each for title in titles for each in known if is_called(each, title))
    return next(found, None)
