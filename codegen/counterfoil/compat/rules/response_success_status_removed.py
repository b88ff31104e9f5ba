"""An operation no longer answers with a success that it could.

## What it says

The candidate documents no success that the baseline documents as well. Where one is left, nobody
breaks, and it is a note.

## Who breaks

Consumers that wait for this answer: they get another one that they do not know, or none. The
witness is the answer that never comes.

## Example

```yaml
responses:
  "201": {description: The order.}   # candidate; 200 in the baseline
```

## Instead

Keep answering as before, and let requests ask for the other way.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
