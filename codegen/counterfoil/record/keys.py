"""What makes two requests the same interaction: everything but their values."""

from dataclasses import dataclass

from counterfoil.engine.expectations.asked import operation_asked
from counterfoil.model import Api, Ask, In, Interaction
from counterfoil.record.patterns import patterns_in


@dataclass(frozen=True, slots=True)
class Key:
    """An operation, the status that it answered, and the form of the request; a message has none of them."""

    operation: str = ""
    status: int = 0
    parameters: frozenset[tuple[In, str]] = frozenset()
    body: frozenset[str] = frozenset()
    """The patterns of what is in it."""
    media_type: str = ""


MESSAGE = Key()


def key_of(interaction: Interaction, api: Api) -> Key | None:
    """The key of an interaction; None where its operation is not in the contract."""
    if interaction.ask is None:
        return MESSAGE
    operation = operation_asked(api, interaction.ask)
    return key_asked(operation.title, interaction.status, interaction.ask) if operation else None


def key_asked(operation: str, status: int, ask: Ask) -> Key:
    """The key of a request to an operation, by its title, that was answered with a status."""
    parameters = frozenset(
        (location, name) for location, values in ask.parameters.items() for name in values
    )
    body = frozenset(patterns_in(ask.body)) if ask.has_body else frozenset[str]()
    return Key(operation, status, parameters, body, ask.media_type)
