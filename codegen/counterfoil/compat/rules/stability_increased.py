"""A contract, or an operation of it, promises more than it did.

## What it says

`x-stability-level` rose.

## Who breaks

Nobody. From now on what is to go needs notice.

## Example

```yaml
x-stability-level: stable  # candidate; beta in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
