"""A test of a consumer's generated suite fails.

## What it says

The consumer's suite was run against stubs that play the contract. The finding names the interaction that
the consumer relies on, at its line in the file of expectations, and what the assertion says; or it names a
test of how the client bears unknown fields, errors and failing connections, at its line in the suite.

## Who breaks

The consumer: it reads what its client no longer gives it, or its client fails in a way that nothing is
prepared for.

## Example

```yaml
consumer: notifications
interactions:
  - description: The order
    request: { operation: getOrder, path: { orderId: 7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11 } }
    response: { status: 200, reads: [/id, /giftWrap] } # the contract has no such field
```

## Instead

```yaml
consumer: notifications
interactions:
  - description: The order
    request: { operation: getOrder, path: { orderId: 7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11 } }
    response: { status: 200, reads: [/id, /note] }
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
