"""Something is newly deprecated, and nobody says until when it works.

## What it says

Its level of stability asks for notice (`notice` in `[tool.counterfoil.compat]`), and it has no
`x-sunset`.

## Who breaks

Nobody yet. Those who use it cannot plan.

## Example

```yaml
get:
  deprecated: true         # candidate
```

## Instead

Add `x-sunset` with a day that gives them the time: the finding names the first.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
