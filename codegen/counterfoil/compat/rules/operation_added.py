"""An operation is new.

## What it says

The candidate has a method and path that the baseline has not. Paths are compared by position:
another name for a path parameter makes no new path.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that
call a provider of the baseline: the witness is the request that it does not know.

## Example

```yaml
/orders/{id}/cancellation:   # candidate
  put: {operationId: cancelOrder}
```

## Instead

Nothing, as long as providers are released before the consumers that call it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
