"""An operation has lost a tag.

## What it says

Tags sort operations in references, and in what some generators write.

## Who breaks

Nobody on the wire. Generators that make a class for each tag put the operation elsewhere.

## Example

```yaml
get:
  tags: [orders]           # candidate; `[orders, archive]` in the baseline
```

## Instead

Keep the tag where you generate by tags.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SOURCE)
