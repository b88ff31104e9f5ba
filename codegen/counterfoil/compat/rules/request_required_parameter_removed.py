"""A request does not need a parameter any more that it had to have.

## What it says

The baseline requires the parameter, and the candidate does not know it.

## Who breaks

Consumers that keep sending it are not refused, and not heard either. Under `FORWARD` and `FULL`,
consumers of the candidate: a provider of the baseline refuses requests without it.

## Example

```yaml
- {name: shop, in: query, required: true, schema: {type: string}}   # baseline; not in the candidate
```

## Instead

Make it optional first, and deprecate it with an `x-sunset`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
