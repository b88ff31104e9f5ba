"""The body of a request is not as its schema says.

## What it says

The message names the place in the body, what stands there, and what the contract says.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
POST /orders
Content-Type: application/json

{"quantity": "2"}
```

```yaml
quantity: {type: integer}
```

## Instead

```http
POST /orders
Content-Type: application/json

{"quantity": 2}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
