"""A contract is no longer deprecated.

## What it says

The baseline said that it would go, and the candidate does not.

## Who breaks

Nobody.

## Example

```yaml
x-deprecated: true         # baseline; not in the candidate
```

## Instead

Tell consumers, for some are still about to leave.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
