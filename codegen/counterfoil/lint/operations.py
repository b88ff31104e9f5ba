"""Walks through the operations of an API."""

from collections.abc import Iterator

from counterfoil.model import Api, Operation


def every(api: Api) -> Iterator[Operation]:
    """Every operation: those that the provider answers, its webhooks, and callbacks at any depth."""
    for operation in (*api.operations, *api.webhooks):
        yield operation
        yield from _callbacks(operation)


def _callbacks(operation: Operation) -> Iterator[Operation]:
    for operations in operation.callbacks.values():
        for callback in operations:
            yield callback
            yield from _callbacks(callback)
