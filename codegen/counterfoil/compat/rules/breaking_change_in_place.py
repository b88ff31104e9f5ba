"""A version of a contract breaks those who keep to it.

## What it says

Some change of the contract is an error, and the contract is still in the folder of its major
version, whose content may only grow.

## Who breaks

Whoever keeps to it: the findings of the changes themselves say whom, and with what payload.

## Example

```text
contracts/orders/v2/openapi.yaml   # the same folder in the baseline
```

## Instead

1. Leave the folder as it was.
2. Begin the next one, `contracts/orders/v3/`, with a copy, and change that.
3. Deprecate the former one, with an `x-sunset` and `x-successor: orders/v3`.

Or make each change in two steps, the first of which only adds, as its page says.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
