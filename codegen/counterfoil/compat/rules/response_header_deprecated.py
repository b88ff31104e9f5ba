"""A header is deprecated now.

## What it says

It is sent as before; the contract says that it will go.

## Who breaks

Nobody yet.

## Example

```yaml
headers:
  X-Total: {deprecated: true, x-sunset: 2027-06-30, schema: {type: integer}}
```

## Instead

Name in its description what to read instead.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
