"""An operation has no operationId any more.

## What it says

What is generated for it is named after its method and path from now on.

## Who breaks

On the wire nobody. Where the generated name changes, code that calls it by the former one; then
it is a warning.

## Example

```yaml
get:
  operationId: getOrder    # baseline; not in the candidate
```

## Instead

Keep the operationId.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SOURCE)
