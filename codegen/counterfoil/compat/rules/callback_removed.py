"""A callback is never sent any more, and nobody was told.

## What it says

The baseline did not deprecate it, or without a date.

## Who breaks

Consumers that wait for it wait in vain. What is never sent is never refused, so that no payload
proves it; the verdict is `unknown`, and it is an error.

## Example

```yaml
callbacks:
  shipped:
    "{$request.body#/url}": {post: {}}   # baseline; not in the candidate
```

## Instead

Go on sending it; deprecate it with an `x-sunset`, and stop after that day.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
