"""Two `operationId`s differ, but not as Python names.

## What it says

Once written the Python way, both operations would be the same function.

## Who breaks

Consumers: the later one is generated as `get_order_2`, and which one is later depends on the order
of paths in the document.

## Example

```yaml
paths:
  /orders/{id}:
    get: {operationId: getOrder}
  /order/{id}:
    get: {operationId: get_order}
```

## Instead

```yaml
  /order/{id}:
    get: {operationId: getOrderByShortLink}
```
"""

from collections.abc import Iterator

from counterfoil.engine.naming import identifier
from counterfoil.engine.rules import rule
from counterfoil.lint.operations import every
from counterfoil.model import Bundle, Finding, Operation, Severity


@rule(Severity.WARNING)
def operation_names_collide(bundle: Bundle) -> Iterator[Finding]:
    first: dict[str, Operation] = {}
    for operation in every(bundle.api):
        if not operation.author_id:
            continue
        earlier = first.setdefault(identifier(operation.author_id), operation)
        if earlier.author_id != operation.author_id:
            yield Finding(
                rule="operation-names-collide",
                message=f"{bundle.contract.title} {operation.title}: `{operation.author_id}` and"
                f" `{earlier.author_id}` of {earlier.title} are the same name in Python,"
                f" `{identifier(operation.author_id)}`",
                at=(operation.place / "operationId").at,
                subject=operation.title,
                witness=operation.author_id,
                fix="Let the two differ by more than case and separators.",
            )
