"""What consumers rely on: files of interactions, and the fields in them."""

from counterfoil.engine.expectations.reading import FOLDER, read_expectations

__all__ = ["FOLDER", "read_expectations"]
