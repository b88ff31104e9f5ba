"""An answer has no body any more.

## What it says

The baseline documents content for a status, and the candidate none.

## Who breaks

Consumers that read it: the witness is an answer without a body.

## Example

```yaml
"200":
  description: The order.
  content: {application/json: {}}   # baseline; not in the candidate
```

## Instead

Keep sending the body, or add an operation that answers without.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
