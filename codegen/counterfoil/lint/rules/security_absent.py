"""An operation asks for no credentials.

## What it says

Neither the operation nor the contract has a `security` requirement. A contract that defines no scheme
at all is told so once.

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
from counterfoil.model import Bundle, Finding, Place, Severity


@rule(Severity.NOTE)
def security_absent(bundle: Bundle) -> Iterator[Finding]:
    open_to_all = [each for each in bundle.api.operations if not each.security]
    if not bundle.api.security_schemes:
        if open_to_all:
            yield _finding(bundle.contract.title, bundle.contract.id, bundle.api.place)
        return
    for operation in open_to_all:
        title = f"{bundle.contract.title} {operation.title}"
        yield _finding(title, operation.title, operation.place)


def _finding(title: str, subject: str, place: Place) -> Finding:
    return Finding(
        rule="security-absent",
        message=f"{title} asks for no credentials",
        at=place.at,
        subject=subject,
        fix="Add `security`, or `security: [{}]` where everybody may call it.",
    )
