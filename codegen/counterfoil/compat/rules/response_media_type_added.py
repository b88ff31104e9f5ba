"""An answer may come as a media type that it could not.

## What it says

Ranges and parameters count: `application/*` covers `application/json`.

## Who breaks

Nobody where what was sent so far is left, by the policy `tolerant-reader`: who asks names what it
takes in `Accept` (RFC 9110, section 12.5.1). Where nothing is left that the baseline documents,
every consumer; then it is an error. Under `FORWARD` and `FULL`, consumers of the candidate that name it alone in `Accept`.

## Example

```yaml
content:
  application/json: {}
  application/xml: {}      # candidate
```

## Instead

Send it only to those who name it in `Accept`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
