"""A step expects a status that the contract does not document.

## What it says

A criterion asks for a status, and the operation documents none like it. A provider that keeps its contract never answers
that, and one that does breaks it.

## Who breaks

The journey: the step can only fail.

## Example

```yaml
- stepId: placed
  operationId: $sourceDescriptions.orders.placeOrder
  successCriteria:
    - condition: $statusCode == 200   # the contract says 201
```

## Instead

Expect what the contract documents, or document the status.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
