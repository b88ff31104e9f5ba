"""A body may not be sent as a media type any more that was taken.

## What it says

The candidate documents neither the type nor a range that covers it; or a range became narrower.

## Who breaks

Consumers that send it: the request of the witness is refused with 415.

## Example

```yaml
content:
  application/json: {}
  application/xml: {}      # baseline; not in the candidate
```

## Instead

Keep taking it until nobody sends it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
