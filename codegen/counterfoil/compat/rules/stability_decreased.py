"""A contract, or an operation of it, promises less than it did.

## What it says

`x-stability-level` fell. From less to more, the levels are `draft`, `alpha`, `beta` and `stable`;
what says nothing is stable.

## Who breaks

Whoever relies on what was promised: without a word, parts may go now.

## Example

```yaml
x-stability-level: beta    # candidate; stable in the baseline
```

## Instead

Keep the level. Deprecate what is to change, or begin a new major version as `beta`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
