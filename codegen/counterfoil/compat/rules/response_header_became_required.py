"""A header is always there that might be missing.

## What it says

`required` is true now.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that
rely on it.

## Example

```yaml
headers:
  Location: {required: true, schema: {type: string}}   # candidate; optional in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
