"""A contract is in another folder.

## What it says

The same document stands elsewhere in the tree.

## Who breaks

On the wire nobody. Code that imports the generated package, and expectations that name the
contract.

## Example

```text
contracts/shop/orders/v1/openapi.yaml   # candidate; contracts/orders/v1/ in the baseline
```

## Instead

Keep the folder, or move the consumers along in one change.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SOURCE)
