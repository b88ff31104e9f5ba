"""A callback is new.

## What it says

The provider asks something of consumers that it did not ask before.

## Who breaks

Consumers that gave a URL and do not expect it there. Whether they mind, no contract says: the
verdict is `unknown`.

## Example

```yaml
callbacks:
  shipped:
    "{$request.body#/url}": {post: {}}   # candidate
```

## Instead

Ask for a URL of its own, in a property that is new and optional.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
