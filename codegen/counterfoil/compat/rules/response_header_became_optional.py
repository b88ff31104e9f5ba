"""A header may be missing that was always there.

## What it says

`required` is false now.

## Who breaks

Consumers that read it without asking whether it is there: the witness is an answer without it.

## Example

```yaml
headers:
  Location: {schema: {type: string}}   # candidate; required in the baseline
```

## Instead

Keep sending it always.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
