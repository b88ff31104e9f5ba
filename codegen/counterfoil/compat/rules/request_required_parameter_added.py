"""A request needs a parameter that it could not have.

## What it says

The parameter is new, and required.

## Who breaks

Every consumer of the baseline: none of them sends it, and each request is refused.

## Example

```yaml
- {name: shop, in: query, required: true, schema: {type: string}}   # candidate
```

## Instead

1. Add it as optional, with what happened so far where it is missing.
2. Let consumers send it.
3. Require it in the next major version.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
