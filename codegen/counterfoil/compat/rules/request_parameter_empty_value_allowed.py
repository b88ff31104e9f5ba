"""A parameter may be sent without a value.

## What it says

`allowEmptyValue` is true now.

## Who breaks

Nobody that keeps to the baseline.

## Example

```yaml
- {name: archived, in: query, allowEmptyValue: true, schema: {type: boolean}}
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
