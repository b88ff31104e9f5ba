"""A contract is deprecated now.

## What it says

It holds as before; it says that it will go, and should say when and for what.

## Who breaks

Nobody yet.

## Example

```yaml
x-deprecated: true         # candidate
x-sunset: 2027-06-30
x-successor: orders/v2
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
