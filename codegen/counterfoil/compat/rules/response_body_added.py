"""An answer has a body that had none.

## What it says

The candidate documents content for a status, and the baseline none.

## Who breaks

Nobody, by the policy `tolerant-reader`: who expects no body does not look for one.

## Example

```yaml
"200":
  description: The order.
  content: {application/json: {}}   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
