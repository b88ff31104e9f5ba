"""An operation has an operationId that it had not.

## What it says

What is generated for it was named after its method and path.

## Who breaks

On the wire nobody. Where the generated name changes, code that calls it by the former one; then
it is a warning.

## Example

```yaml
get:
  operationId: getOrder    # candidate
```

## Instead

Choose the name that was generated so far: `get_orders_by_id`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SOURCE)
