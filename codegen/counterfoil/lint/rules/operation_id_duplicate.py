"""Two operations have the same `operationId`.

## What it says

An `operationId` must be unique in its contract, webhooks and callbacks included.

## Who breaks

Consumers: one of the two generated functions has to get another name, and a link or a tool that
names the operation reaches whichever comes first.

## Example

```yaml
paths:
  /orders:
    get: {operationId: getOrders}
  /orders/archived:
    get: {operationId: getOrders}
```

## Instead

```yaml
  /orders/archived:
    get: {operationId: getArchivedOrders}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.operations import every
from counterfoil.lint.words import line_of
from counterfoil.model import Bundle, Finding, Operation, Severity


@rule(Severity.ERROR)
def operation_id_duplicate(bundle: Bundle) -> Iterator[Finding]:
    first: dict[str, Operation] = {}
    for operation in every(bundle.api):
        if not operation.author_id:
            continue
        earlier = first.setdefault(operation.author_id, operation)
        if earlier is not operation:
            yield Finding(
                rule="operation-id-duplicate",
                message=f"{bundle.contract.title} {operation.title} has the operationId"
                f" `{operation.author_id}` of {earlier.title} ({line_of(earlier.place, operation.place)})",
                at=operation.place.at,
                subject=operation.title,
                witness=operation.author_id,
                fix="Give each operation an operationId of its own.",
            )
