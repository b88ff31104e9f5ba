"""A link leads elsewhere.

## What it says

Links say which operation to ask next, and with what of this answer.

## Who breaks

On the wire nobody. What follows links out of the contract asks another operation, or with other
values.

## Example

```yaml
links:
  order: {operationId: getOrder, parameters: {id: $response.body#/id}}
```

## Instead

Give the other way a name of its own.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
