"""What a provider says it has created is not there.

## What it says

The answer to a request was a success with an id, and reading what has this id answers 404 or 410.

## Who breaks

Every consumer: it believes that its order is placed, and nobody will ever send it.

## Example

```http
POST /orders

201 Created
Location: /orders/7

GET /orders/7

404 Not Found
```

## Instead

Answer after the thing is stored. Where that takes time, say so: `202 Accepted`, which promises
nothing yet.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
