"""What the request of an interaction means in its contract."""

from counterfoil.engine.wire.call import Call
from counterfoil.model import Api, Ask, Operation
from counterfoil.runtime.server_styles import ABSENT


def operation_asked(api: Api, ask: Ask) -> Operation | None:
    """The operation that a request is for, by its operationId or by method and path; None: there is none."""
    return next((each for each in api.operations if ask.operation in _names(each)), None)


def _names(operation: Operation) -> tuple[str, ...]:
    return operation.author_id, operation.id, operation.title


def call_of(ask: Ask) -> Call:
    """What a request says, value by value."""
    given = {
        (location, name): value
        for location, values in ask.parameters.items()
        for name, value in values.items()
    }
    return Call(given, ask.body if ask.has_body else ABSENT, ask.media_type)
