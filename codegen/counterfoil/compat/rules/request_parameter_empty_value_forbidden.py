"""A parameter may not be sent without a value any more.

## What it says

`allowEmptyValue` was true in the baseline.

## Who breaks

Consumers that send `?archived`. Whether it is refused depends on the schema of the parameter, so
that the verdict is `unknown`.

## Example

```yaml
- {name: archived, in: query, schema: {type: boolean}}   # allowEmptyValue in the baseline
```

## Instead

Keep `allowEmptyValue` until nobody sends it so.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.WIRE)
