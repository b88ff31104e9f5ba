"""Something that is deprecated has no sunset any more.

## What it says

The baseline says until when it works, and the candidate does not.

## Who breaks

Those who planned with the date: whether it still holds, nobody says.

## Example

```yaml
get:
  deprecated: true         # candidate; with `x-sunset: 2027-06-30` in the baseline
```

## Instead

Keep the date, or name a later one.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
