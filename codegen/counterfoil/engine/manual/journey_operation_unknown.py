"""A step calls an operation that no contract of the journey has.

## What it says

`operationId` or `operationPath` of a step leads to no operation: there is no such operation in the contract that it names,
no such source, or several sources have an operation of that name.

## Who breaks

The journey, at this step. Where the operation was renamed or removed, so does whoever still calls it.

## Example

```yaml
- stepId: place
  operationId: $sourceDescriptions.orders.placeOrders   # it is called placeOrder
```

## Instead

Name an operation of a contract under `sourceDescriptions`, as `$sourceDescriptions.<name>.<operationId>`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
