"""Something that was deprecated already has a sunset now.

## What it says

The baseline did not say until when it works.

## Who breaks

Nobody, if the day gives them the time.

## Example

```yaml
get:
  deprecated: true
  x-sunset: 2027-06-30     # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
