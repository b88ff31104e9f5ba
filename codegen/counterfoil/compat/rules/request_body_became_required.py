"""The body of a request is required that was optional.

## What it says

Requests without a body are refused.

## Who breaks

Consumers that send none: the witness is such a request.

## Example

```yaml
requestBody:
  required: true           # candidate; false in the baseline
  content: {application/json: {schema: {type: object}}}
```

## Instead

Keep it optional, with what happened so far where it is missing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
