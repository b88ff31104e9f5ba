"""A security scheme no longer knows a scope.

## What it says

Which operations asked for it is told with those.

## Who breaks

Clients that ask the authorisation server for it: some servers refuse an unknown scope.

## Example

```yaml
scopes:
  orders:audit: See who changed an order   # baseline; not in the candidate
```

## Instead

Keep granting it, even if no operation asks for it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
