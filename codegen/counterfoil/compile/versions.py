"""What decides generated packages beside the contracts."""

from counterfoil.engine.making import key_of
from counterfoil.model import Config

_ROOMS = ("compile", "engine", "model", "runtime")
_WRITERS = ("black", "datamodel-code-generator", "jinja2", "pydantic")


def key(config: Config) -> str:
    """A digest of the toolkit's own code, of the libraries that write text, and of the names asked for.

    While it and the sources stay the same, so does every artifact.
    """
    return key_of(_ROOMS, _WRITERS, f"{config.package};{config.distribution}")
