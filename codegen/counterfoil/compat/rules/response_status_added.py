"""An operation may answer with an error status that it could not.

## What it says

The baseline documents neither the status nor its range nor a default.

## Who breaks

Nobody, by the policy `tolerant-reader`: whoever asks understands an unknown status as the first
of its class (RFC 9110, section 15). Without the policy, consumers that know each status by
itself.

## Example

```yaml
responses:
  "200": {description: The order.}
  "409": {description: It is being changed.}   # candidate
```

## Instead

Document a range (`4XX`) from the beginning, with one schema for all errors.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
