"""A security scheme is of another kind, or travels elsewhere.

## What it says

Its type, its HTTP scheme, its place or its name differ.

## Who breaks

Whoever calls an operation that asks for it; each of them is told with what it breaks.

## Example

```yaml
securitySchemes:
  key: {type: apiKey, in: header, name: X-Key}   # candidate; in the query before
```

## Instead

Declare a second scheme, and take either of them for a while.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
