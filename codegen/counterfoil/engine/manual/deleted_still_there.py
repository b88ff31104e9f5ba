"""What a provider says it has deleted is still there.

## What it says

Deleting answered with a success, and afterwards the thing is read, or listed, as it was. A thing
that is only marked as deleted is none of this: its body has changed.

## Who breaks

Whoever wanted it gone, and consumers that meet what should not exist.

## Example

```http
DELETE /orders/7

204 No Content

GET /orders/7

200 OK
```

## Instead

```http
GET /orders/7

404 Not Found
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
