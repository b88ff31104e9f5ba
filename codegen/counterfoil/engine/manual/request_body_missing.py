"""A request lacks the body that the contract requires.

## What it says

The operation's `requestBody` has `required: true`, and the request has no body.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
POST /orders
Content-Length: 0
```

## Instead

```http
POST /orders
Content-Type: application/json

{"sku": "A-1"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
