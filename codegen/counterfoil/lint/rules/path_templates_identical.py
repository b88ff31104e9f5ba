"""Two paths differ only in the names of their parameters.

## What it says

`/orders/{id}` and `/orders/{number}` match the same requests.

## Who breaks

Consumers of the second one: their request is answered by the first. OpenAPI forbids it (section
4.8.8.2 of OpenAPI 3.1), so other tools reject the document.

## Example

```yaml
paths:
  /orders/{id}:
    get: {operationId: getOrder}
  /orders/{number}:
    delete: {operationId: deleteOrder}
```

## Instead

```yaml
paths:
  /orders/{id}:
    get: {operationId: getOrder}
    delete: {operationId: deleteOrder}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.lint.paths import anonymous
from counterfoil.lint.words import line_of
from counterfoil.model import Bundle, Finding, Operation, Severity


@rule(Severity.ERROR)
def path_templates_identical(bundle: Bundle) -> Iterator[Finding]:
    first: dict[str, Operation] = {}
    told: set[str] = set()
    for operation in bundle.api.operations:
        earlier = first.setdefault(anonymous(operation.path), operation)
        if earlier.path != operation.path and operation.path not in told:
            told.add(operation.path)
            yield Finding(
                rule="path-templates-identical",
                message=f"{bundle.contract.title}: {operation.path} matches the same requests as"
                f" {earlier.path} ({line_of(earlier.place, operation.place)})",
                at=operation.place.at,
                subject=operation.path,
                witness=operation.path,
                fix=f"Move its operations under {earlier.path}.",
            )
