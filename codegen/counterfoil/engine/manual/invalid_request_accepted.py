"""A provider accepts a request that its contract excludes.

## What it says

One thing in the request breaks the contract, named in the message, and the answer is a success.

## Who breaks

The provider: it stores or computes what it never meant to. Its consumers: they learn to send it, and
break when the contract is enforced.

## Example

```http
POST /orders
Content-Type: application/json

{"quantity": "2"}

201 Created
```

```yaml
quantity: {type: integer}
```

## Instead

```http
422 Unprocessable Content
```

Validate without coercion, as the generated server does; or widen the contract.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
