"""A callback is gone after its sunset.

## What it says

The baseline deprecated it and named a day, and that day has passed.

## Who breaks

Consumers that have not moved in time.

## Example

```yaml
callbacks:
  shipped:
    "{$request.body#/url}": {post: {deprecated: true, x-sunset: 2020-06-30}}
```

## Instead

Nothing: that is how a callback goes.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
