"""Something may be gone sooner than was promised.

## What it says

`x-sunset` is an earlier day than in the baseline.

## Who breaks

Those who planned with the former day. The witness is that day: the baseline has it answered, and
the candidate need not.

## Example

```yaml
get:
  deprecated: true
  x-sunset: 2027-03-31     # candidate; 2027-06-30 in the baseline
```

## Instead

Keep the day.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
