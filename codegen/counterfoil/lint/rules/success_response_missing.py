"""An operation documents no successful response.

## What it says

None of its responses is a 2xx, a 3xx or `default`.

## Who breaks

Consumers: the generated function returns nothing useful, and what the provider does send in the good case
is undocumented.

## Example

```yaml
post:
  operationId: placeOrder
  responses:
    "409": {description: Out of stock.}
```

## Instead

```yaml
  responses:
    "201":
      description: The order, placed.
      content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
    "409": {description: Out of stock.}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.WARNING)
def success_response_missing(bundle: Bundle) -> Iterator[Finding]:
    for operation in bundle.api.operations:
        statuses = [response.status for response in operation.responses]
        if not any(
            status.startswith(("1", "2", "3")) or status == "default" for status in statuses
        ):
            yield Finding(
                rule="success-response-missing",
                message=f"{bundle.contract.title} {operation.title} does not say what it answers when"
                f" all goes well; it documents {', '.join(statuses) or 'no response at all'}",
                at=operation.place.at,
                subject=operation.title,
                witness=statuses,
                fix="Add the 2xx response with its schema, or a 204 without one.",
            )
