"""An operation no longer answers with an error status that it could.

## What it says

The candidate documents neither the status nor its range nor a default.

## Who breaks

Nobody that keeps to the baseline: an answer that never comes breaks nothing. Under `FORWARD` and
`FULL` it comes, from a provider of the baseline, and is understood by the policy `tolerant-reader`.

## Example

```yaml
responses:
  "200": {description: The order.}
  "409": {description: It is being changed.}   # baseline; not in the candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
