"""A security scheme knows a scope that it did not.

## What it says

Which operations ask for it is told with those.

## Who breaks

Nobody by itself.

## Example

```yaml
scopes:
  orders:audit: See who changed an order   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
