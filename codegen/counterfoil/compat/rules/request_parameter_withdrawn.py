"""A parameter is gone before its sunset.

## What it says

The baseline says until when the parameter is heard, and that day is still to come.

## Who breaks

Consumers that planned with the date.

## Example

```yaml
- {name: status, in: query, deprecated: true, x-sunset: 2099-06-30, schema: {type: string}}
```

## Instead

Keep the parameter until the day has passed.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
