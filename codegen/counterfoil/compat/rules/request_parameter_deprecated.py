"""A parameter is deprecated now.

## What it says

It is heard as before; the contract says that it will go.

## Who breaks

Nobody yet.

## Example

```yaml
- {name: status, in: query, deprecated: true, x-sunset: 2027-06-30, schema: {type: string}}
```

## Instead

Name in its description what to use instead.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
