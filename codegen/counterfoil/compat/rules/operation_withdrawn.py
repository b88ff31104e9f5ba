"""An operation is gone before its sunset.

## What it says

The baseline says until when the operation works, and that day is still to come.

## Who breaks

Consumers that planned with the date.

## Example

```yaml
get:                       # baseline, and not in the candidate
  deprecated: true
  x-sunset: 2099-06-30
```

## Instead

Keep the operation until the day has passed.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
