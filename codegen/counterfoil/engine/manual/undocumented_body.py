"""A provider sends a body where its contract documents none.

## What it says

The contract has no `content` for this status, yet the answer has a body.

## Who breaks

Consumers: they throw away what they were never told of, although it may be what they need.

## Example

```http
HTTP/1.1 404 Not Found
Content-Type: application/json

{"detail": "no such order"}
```

## Instead

```yaml
"404":
  description: There is no such order.
  content:
    application/json: {schema: {$ref: "#/components/schemas/Problem"}}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
