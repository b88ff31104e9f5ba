"""A sunset is no date.

## What it says

`x-sunset` must be a day in the form `2027-06-30`, or a time that begins with one.

## Who breaks

Those who use it: from what is no date nobody can tell how long it works.

## Example

```yaml
get:
  deprecated: true
  x-sunset: next summer    # candidate
```

## Instead

Write the day as YYYY-MM-DD.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
