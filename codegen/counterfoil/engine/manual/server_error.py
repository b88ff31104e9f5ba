"""A provider fails: it answers 500, or another 5xx that its contract does not document.

## What it says

The request is in the finding; it makes the provider fail again.

## Who breaks

Consumers: nothing tells them what they did wrong, or whether they should try again.

## Example

```http
GET /orders?limit=100000000000000000000

500 Internal Server Error
```

## Instead

```http
GET /orders?limit=100000000000000000000

400 Bad Request
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
