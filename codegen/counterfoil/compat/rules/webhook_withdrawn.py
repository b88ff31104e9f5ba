"""A webhook is gone before its sunset.

## What it says

The baseline says until when it is sent, and that day is still to come.

## Who breaks

Consumers that planned with the date.

## Example

```yaml
webhooks:
  orderShipped: {post: {deprecated: true, x-sunset: 2099-06-30}}
```

## Instead

Go on sending it until the day has passed.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
