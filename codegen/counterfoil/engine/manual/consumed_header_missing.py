"""A provider does not send a header that consumers read.

## What it says

Consumers say in their expectations that they read a header of this answer, and have seen it there. Now
the provider leaves it out: of one answer, where the contract promises it; of every answer, where the
contract leaves it optional.

## Who breaks

Exactly the consumers that are named.

## Example

```yaml
# contracts/orders/v2/expectations/portal.yaml
request: {operation: placeOrder}
response: {status: 201, headers: [Location]}
```

```http
201 Created
```

## Instead

```http
201 Created
Location: /v2/orders/7d1f0a52
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
