"""An answer names a link that it did not.

## What it says

Links say which operation to ask next, and with what of this answer.

## Who breaks

Nobody.

## Example

```yaml
links:
  order: {operationId: getOrder, parameters: {id: $response.body#/id}}
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
