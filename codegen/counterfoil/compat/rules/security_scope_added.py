"""Tokens need a scope that they did not need.

## What it says

The same credentials are asked for, with more scopes.

## Who breaks

Callers whose tokens have the former scopes alone: they are refused with 403. A token does not
show its scopes; the witness says which are missing.

## Example

```yaml
security: [{oauth: ["orders:read", "orders:audit"]}]   # candidate; without the second before
```

## Instead

Give the scope to every client first, and ask for it in the next major version.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
