"""A contract is gone that was not announced to go.

## What it says

The tree has no contract in this folder, and the baseline did not deprecate it, or without a date.
A level of `draft` or `alpha` promises nothing; then it is a note.

## Who breaks

Everybody that keeps to it: nothing is generated, and nothing checked, any more.

## Example

```text
contracts/orders/v1/openapi.yaml   # baseline; not in the candidate
```

## Instead

Bring it back; deprecate it with an `x-sunset` and an `x-successor`, and remove it after that day.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
