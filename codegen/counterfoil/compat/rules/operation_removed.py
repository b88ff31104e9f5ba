"""An operation is gone that was not announced to go.

## What it says

The candidate has no operation at this method and path, and the baseline did not deprecate it, or
deprecated it without a date. Where another operation has its operationId now, the finding names
it.

## Who breaks

Every consumer that calls it: the request of the witness was answered, and is refused with 404 or
405.

## Example

```yaml
/orders/{id}:
  get: {operationId: getOrder}     # baseline
  delete: {operationId: dropOrder} # not in the candidate
```

## Instead

1. Deprecate it, with the day on which it may go, and say what to use instead.
2. Wait until that day, and until no consumer names it.
3. Remove it then: that is a note.

Where its level of stability is `draft` or `alpha`, nothing was promised, and the removal is a
note.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
