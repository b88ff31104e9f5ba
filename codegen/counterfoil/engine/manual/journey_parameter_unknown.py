"""A step passes a parameter that nobody takes.

## What it says

The operation has no parameter of that name where the step puts it, or the workflow no such input. Credentials of the
contract's security schemes are known without being declared.

## Who breaks

The journey: what is meant never arrives, and the provider is asked for something else.

## Example

```yaml
- stepId: notified
  operationId: $sourceDescriptions.notifications.listNotifications
  parameters:
    - { name: order, in: query, value: $steps.placed.outputs.orderId }   # it is called orderId
```

## Instead

Correct the name and `in`, or add the parameter to the contract.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
