"""A contract is gone before its sunset.

## What it says

The baseline says until when it holds, and that day is still to come.

## Who breaks

Consumers that planned with the date.

## Example

```yaml
x-deprecated: true         # baseline; the folder is gone in the candidate
x-sunset: 2099-06-30
```

## Instead

Keep the contract until the day has passed.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
