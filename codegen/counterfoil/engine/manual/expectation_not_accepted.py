"""What consumers expect holds, and nobody has written that down.

## What it says

Expectations hold that `verified.lock` does not know. Until it does they are pending: the provider could
lose them, and its build would not fail.

## Who breaks

Nobody yet.

## Example

```yaml
# contracts/orders/v2/expectations/portal.yaml
request: {operation: getOrder}
response: {status: 200, reads: [/id]}
```

```json
{}
```

## Instead

Run `counterfoil verify SERVICE --accept`, and commit `verified.lock`:

```json
{
 "portal": {
  "The order": {
   "request": "5d41402abc4b2a76",
   "holds": [
    "/id"
   ]
  }
 }
}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
