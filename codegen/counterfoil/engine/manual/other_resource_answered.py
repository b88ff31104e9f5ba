"""Asked for one thing, a provider answers another one.

## What it says

The path names a thing, and the body of the answer says by its id that it is a different one.

## Who breaks

Whoever asked: they show, change or delete what belongs to somebody else.

## Example

```http
GET /orders/7

200 OK

{"id": "8", "total": 2500}
```

## Instead

Read by the id of the path, and by nothing else; look at caches whose key leaves it out.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
