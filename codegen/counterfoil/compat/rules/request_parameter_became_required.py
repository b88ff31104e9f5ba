"""A parameter is required that was optional.

## What it says

Requests without it are refused.

## Who breaks

Consumers that leave it out: the witness is such a request.

## Example

```yaml
- {name: shop, in: query, required: true, schema: {type: string}}   # candidate; optional before
```

## Instead

Keep it optional, with what happened so far where it is missing, and require it in the next major
version.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
