"""An answer comes sooner than it had to.

## What it says

`x-deadline` has fewer seconds than in the baseline, or is new.

## Who breaks

Nobody. The provider is examined with the shorter time.

## Example

```yaml
post:
  x-deadline: 5            # candidate; 30 in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
