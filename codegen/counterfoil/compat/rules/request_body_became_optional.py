"""The body of a request is optional that was required.

## What it says

Requests without a body are accepted now.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that
send none.

## Example

```yaml
requestBody:
  required: false          # candidate; true in the baseline
  content: {application/json: {schema: {type: object}}}
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
