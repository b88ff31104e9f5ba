"""A path parameter has another name.

## What it says

Requests stay as they are, for a path holds values and no names.

## Who breaks

On the wire nobody. Code that names the argument of the generated function: the next build fails.

## Example

```yaml
/orders/{orderId}: {}      # candidate; `/orders/{id}` in the baseline
```

## Instead

Keep the name.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SOURCE)
