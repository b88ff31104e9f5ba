"""A contract is new.

## What it says

The baseline has no contract in this folder.

## Who breaks

Nobody.

## Example

```text
contracts/orders/v3/openapi.yaml   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
