"""A parameter is optional that was required.

## What it says

Requests without it are accepted now.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that
leave it out: a provider of the baseline refuses that.

## Example

```yaml
- {name: shop, in: query, schema: {type: string}}   # candidate; required before
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
