"""A journey refers to something that it does not have.

## What it says

An expression names an input, an output, a step, a workflow or a component that is not there, or that has no value yet
because its step comes later. `reference` may also name a component of another kind.

## Who breaks

The journey: the value would be missing in the request or the condition that needs it.

## Example

```yaml
- stepId: place
  outputs: { orderId: $response.body#/id }
- stepId: reserved
  parameters:
    - { name: reservationId, in: path, value: $steps.place.outputs.order }   # the output is orderId
```

## Instead

Correct the name, or add the input, output or component that it names.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
