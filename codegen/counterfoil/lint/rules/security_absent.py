"""An operation asks for no credentials.

## What it says

Neither the operation nor the contract has a `security` requirement, although the contract defines
schemes or the operation changes something.

## Who breaks

Nobody yet; but a provider that takes the contract at its word lets everybody in.

## Example

```yaml
paths:
  /orders:
    post: {operationId: placeOrder}
```

## Instead

Say which scheme protects it, or say that it is meant to be open:

```yaml
    post:
      operationId: placeOrder
      security: [{ApiKey: []}]
    get:
      operationId: listPublicOrders
      security: [{}]
```
"""

from collections.abc import Iterator

from counterfoil.engine.rules import rule
from counterfoil.model import Bundle, Finding, Severity

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"}


@rule(Severity.NOTE)
def security_absent(bundle: Bundle) -> Iterator[Finding]:
    for operation in bundle.api.operations:
        if not operation.security and (
            bundle.api.security_schemes or operation.method not in _SAFE
        ):
            yield Finding(
                rule="security-absent",
                message=f"{bundle.contract.title} {operation.title} asks for no credentials",
                at=operation.place.at,
                subject=operation.title,
                fix="Add `security`, or `security: [{}]` where everybody may call it.",
            )
