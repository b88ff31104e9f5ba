"""A journey reads a field that no reply has.

## What it says

A criterion or an output of a step reads a field of the reply's body, and the contract describes no such field in any reply
of the operation; where the step expects a status by name, in no reply of that status.

## Who breaks

The journey: the value is never there, so that the criterion never holds, or a later step lacks what it needs.

## Example

```yaml
- stepId: paid
  operationId: $sourceDescriptions.payments.getPayment
  successCriteria:
    - condition: $response.body#/state == 'captured'   # it is called status
```

## Instead

Correct the name. Where the provider does send the field, the contract is what lacks it.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
