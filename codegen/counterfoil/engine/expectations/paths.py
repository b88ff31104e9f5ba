"""Which files say what consumers rely on."""

from pathlib import PurePosixPath

from counterfoil.engine.expectations.reading import FOLDER


def is_expectations(path: str) -> bool:
    """Whether a finding's path is one of a file in which a consumer says what it relies on.

    >>> is_expectations("contracts/orders/v2/expectations/portal.yaml")
    True
    """
    return PurePosixPath(path).parent.name == FOLDER
