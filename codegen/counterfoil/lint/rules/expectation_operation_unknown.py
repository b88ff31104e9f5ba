"""A consumer relies on an operation that the contract does not have.

## What it says

`operation` in a file of expectations is an operationId of the contract, or a method and a path as the
contract writes them. Here it is neither: it is misspelt, or the operation is gone.

## Who breaks

The consumer: what it asks for is answered with 404, and its expectation is checked by nobody.

## Example

```yaml
request: {operation: getOrdre}
```

## Instead

```yaml
request: {operation: getOrder}
```

Where the operation was removed on purpose, remove the interaction once the consumer has stopped using it.
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.relied import instead, relied_on
from counterfoil.model import Bundle, Finding, Kind, Severity


@rule(Severity.ERROR)
def expectation_operation_unknown(bundle: Bundle) -> Iterator[Finding]:
    if bundle.contract.kind is not Kind.OPENAPI:
        return
    known = [
        name for each in bundle.api.operations for name in (each.author_id, each.title) if name
    ]
    for relied in relied_on(bundle):
        ask = relied.interaction.ask
        if ask is not None and relied.operation is None:
            yield relied.finding(
                "expectation-operation-unknown",
                f"asks for `{ask.operation}`, and the contract has no such operation",
                relied.interaction.place / "request" / "operation",
                instead(ask.operation, known, "Name an operation that the contract has."),
            )
