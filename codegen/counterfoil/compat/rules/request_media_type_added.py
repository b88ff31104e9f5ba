"""A body may be sent as a media type that was not taken.

## What it says

Ranges and parameters count: `application/*` takes what `application/json` takes, and more.

## Who breaks

Nobody that keeps to the baseline.

## Example

```yaml
content:
  application/json: {}
  application/xml: {}      # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
