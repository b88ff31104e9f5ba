"""An operation is deprecated now.

## What it says

It works as before; the contract says that it will go, and should say when.

## Who breaks

Nobody yet. Generated clients warn whoever calls it.

## Example

```yaml
get:
  deprecated: true         # candidate
  x-sunset: 2027-06-30
```

## Instead

Name in its description what to use instead.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
