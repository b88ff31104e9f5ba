"""Tokens do not need a scope any more.

## What it says

The same credentials are asked for, with fewer scopes.

## Who breaks

Nobody that keeps to the baseline.

## Example

```yaml
security: [{oauth: ["orders:read"]}]   # candidate; with `orders:audit` before
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
