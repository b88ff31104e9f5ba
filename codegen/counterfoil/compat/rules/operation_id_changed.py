"""An operation has another operationId.

## What it says

Requests stay as they are. What is generated for it gets another name.

## Who breaks

On the wire nobody. Code that calls the generated function, expectations and journeys that name
the operation: the next build fails.

## Example

```yaml
get:
  operationId: readOrder   # candidate; `getOrder` in the baseline
```

## Instead

Keep the operationId; it is part of what consumers compile.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SOURCE)
