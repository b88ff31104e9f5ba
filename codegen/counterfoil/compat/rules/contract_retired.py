"""A contract is gone after its sunset.

## What it says

The baseline deprecated it and named a day, and that day has passed.

## Who breaks

Consumers that have not moved in time.

## Example

```yaml
x-deprecated: true         # baseline; the folder is gone in the candidate
x-sunset: 2020-06-30
```

## Instead

Nothing: that is how a contract goes.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
