"""Synthetic monorepos: any number of contracts of realistic sizes that refer to each other's files.

The same seed writes the same bytes, and a smaller monorepo is the beginning of a larger one:

    made = write_monorepo(folder, 1000, seed=7)
    add_property(folder, made.contracts[0])

Tests that compile many of them ask for tiny ones: `write_monorepo(folder, 5, small=TINY)`.
`python -m tests.synthetic FOLDER --count 1000` writes one from the command line.
"""

from .documents import Size
from .edits import (
    add_contract,
    add_operation,
    add_property,
    add_shared_property,
    break_contract,
    document_of,
    remove_contract,
    remove_operation,
    remove_property,
    require_property,
    schemas_of,
)
from .monorepo import LARGE, MEDIUM, SMALL, TINY, Monorepo, Shares, write_monorepo

__all__ = [
    "LARGE",
    "MEDIUM",
    "SMALL",
    "TINY",
    "Monorepo",
    "Shares",
    "Size",
    "add_contract",
    "add_operation",
    "add_property",
    "add_shared_property",
    "break_contract",
    "document_of",
    "remove_contract",
    "remove_operation",
    "remove_property",
    "require_property",
    "schemas_of",
    "write_monorepo",
]
