"""An operation is gone after its sunset.

## What it says

The baseline deprecated it and named a day, and that day has passed.

## Who breaks

Consumers that have not moved in time: the request of the witness is refused now.

## Example

```yaml
get:                       # baseline, and not in the candidate
  deprecated: true
  x-sunset: 2020-06-30
```

## Instead

Nothing: that is how an operation goes. Look into the expectations, or the logs, for those who are
left.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
