"""Two parts of a journey have the same id.

## What it says

Two sources, workflows, steps of one workflow, parameters of one step, or actions of one list have the same name; of
parameters that is name and `in` together. What refers to the name could mean either.

## Who breaks

Whoever runs the journey: tools differ on whether the first or the last one counts.

## Example

```yaml
steps:
  - { stepId: placed, operationId: placeOrder }
  - { stepId: placed, operationId: getOrder }
```

## Instead

Give each a name of its own.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
