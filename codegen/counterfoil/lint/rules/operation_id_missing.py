"""An operation has no `operationId`.

## What it says

The operation can only be named after its method and path.

## Who breaks

Everybody who calls the generated client, on the day the path is corrected: `get_orders_id` becomes
`get_orders_order_id`, and their code no longer imports.

## Example

```yaml
paths:
  /orders/{id}:
    get:
      responses: {"200": {description: The order.}}
```

## Instead

```yaml
    get:
      operationId: getOrder
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.operations import every
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def operation_id_missing(bundle: Bundle) -> Iterator[Finding]:
    for operation in every(bundle.api):
        if not operation.author_id:
            yield Finding(
                rule="operation-id-missing",
                message=f"{bundle.contract.title} {operation.title} has no operationId; generated code"
                f" calls it `{operation.name}`, after its path",
                at=operation.place.at,
                subject=operation.title,
                fix=f"Add an operationId, such as `{operation.name}`, that stays when the path changes.",
            )
