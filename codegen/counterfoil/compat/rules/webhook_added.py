"""A webhook is new.

## What it says

The provider asks something of consumers that it did not ask before.

## Who breaks

Nobody that keeps to the baseline: a webhook comes to those who register for it. Under `FORWARD` and
`FULL`, consumers of the candidate that wait for it: the verdict is `unknown`.

## Example

```yaml
webhooks:
  orderShipped: {post: {}}   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
