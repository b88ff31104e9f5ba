"""An operation has a tag that it had not.

## What it says

Tags sort operations in references, and in what some generators write.

## Who breaks

Nobody.

## Example

```yaml
get:
  tags: [orders, archive]  # candidate; `[orders]` in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SOURCE)
