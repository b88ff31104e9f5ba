"""An answer no longer names a link.

## What it says

Links say which operation to ask next, and with what of this answer.

## Who breaks

On the wire nobody, for a link stands in the contract and in no answer. What follows links out of
the contract, as examinations do, finds one way less.

## Example

```yaml
links:
  order: {operationId: getOrder, parameters: {id: $response.body#/id}}
```

## Instead

Keep the link as long as what it leads to is there.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
