"""What consumers rely on: files of interactions, and the fields in them."""

from counterfoil.engine.expectations.reading import (
    FOLDER,
    expectation_files,
    read_expectations,
)

__all__ = ["FOLDER", "expectation_files", "read_expectations"]
