"""A request cannot have an optional parameter any more.

## What it says

The baseline documents the parameter, and the candidate does not.

## Who breaks

Whoever sends it is not refused, and not heard either: a filter that no longer filters gives
another list. Whether that harms anybody, no contract says, so that the verdict is `unknown`.

## Example

```yaml
- {name: status, in: query, schema: {type: string}}   # baseline; not in the candidate
```

## Instead

Deprecate it with an `x-sunset`, and remove it after that day.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
