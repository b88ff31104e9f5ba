"""An operation that takes input documents no 4xx response.

## What it says

The operation has parameters or a body, so a request can be refused, but the contract does not say what the
refusal looks like.

## Who breaks

Consumers: they meet a response that their client has no type for, and cannot tell their users
what was wrong.

## Example

```yaml
post:
  operationId: placeOrder
  requestBody: {$ref: "#/components/requestBodies/Order"}
  responses:
    "201": {description: Placed.}
```

## Instead

```yaml
  responses:
    "201": {description: Placed.}
    "422":
      description: The order cannot be placed as it stands.
      content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity


@rule(Severity.NOTE)
def client_error_response_missing(bundle: Bundle) -> Iterator[Finding]:
    for operation in bundle.api.operations:
        if not operation.parameters and operation.body is None:
            continue
        statuses = [response.status for response in operation.responses]
        if not any(status.startswith("4") or status == "default" for status in statuses):
            yield Finding(
                rule="client-error-response-missing",
                message=f"{bundle.contract.title} {operation.title} takes input but does not say how it"
                " refuses a request that is wrong",
                at=operation.place.at,
                subject=operation.title,
                witness=statuses,
                fix="Add a 4xx or `default` response with the schema of the problem.",
            )
