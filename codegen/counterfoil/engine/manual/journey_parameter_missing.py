"""A step lacks a parameter that is required.

## What it says

The operation requires a parameter or a body, or the workflow an input without a default, and the step does not pass it.
A step that expects a 4xx may leave out anything but parameters of the path.

## Who breaks

The journey, at this step: the provider refuses the request.

## Example

```yaml
- stepId: reserved
  operationId: $sourceDescriptions.inventory.getReservation   # and no reservationId
```

## Instead

Pass it. Where it is left out on purpose, expect the refusal: `$statusCode == 400`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
