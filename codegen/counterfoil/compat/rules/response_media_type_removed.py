"""An answer no longer comes as a media type that it could.

## What it says

The candidate documents neither the type nor a range that covers it.

## Who breaks

Consumers that name it in `Accept`: the witness is an answer that they got so far.

## Example

```yaml
content:
  application/json: {}
  application/xml: {}      # baseline; not in the candidate
```

## Instead

Keep sending it to those who name it in `Accept`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
