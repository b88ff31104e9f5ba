"""A request cannot have its optional body any more.

## What it says

The baseline documents a body, and the candidate none.

## Who breaks

Whoever sends one is not refused by every provider, and what it says is lost. No payload proves
that; the verdict is `unknown`, and it is an error.

## Example

```yaml
requestBody:               # baseline; not in the candidate
  content: {application/json: {schema: {type: object}}}
```

## Instead

Keep the body until nobody sends it; deprecate the operation where it makes no sense without.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
