"""A step of a journey did not go as its criteria say.

## What it says

The journey's services were started together, and the workflow came to this step: its provider did not answer, answered
what its contract does not allow, or answered something for which a success criterion does not hold. Actions under
`onFailure` did not make up for it. The message names the workflow, the step, the operation, who answered it, and which
criterion it was; the exchange is the witness.

## Who breaks

Whoever does in production what the workflow describes: each service may keep its own contract, and the scenario still
fails between them.

## Example

```yaml
- stepId: paid
  operationId: $sourceDescriptions.payments.getPayment
  parameters:
    - { name: paymentId, in: path, value: $steps.placed.outputs.paymentId }
  successCriteria:
    - condition: $response.body#/status == 'captured'   # and payments says refunded
```

## Instead

Mend the service that the message names; its log in `.counterfoil/logs/` says what it did. Where the answer comes later, as
with an event, let `onFailure` retry. Where the answer is right, correct the criterion.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
