"""Something works for longer than was promised.

## What it says

`x-sunset` is a later day than in the baseline.

## Who breaks

Nobody.

## Example

```yaml
get:
  deprecated: true
  x-sunset: 2027-09-30     # candidate; 2027-06-30 in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
