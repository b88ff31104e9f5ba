"""A workflow of a journey needs itself.

## What it says

Workflows that call each other, depend on each other or run each other between retries form a circle. None of them could
ever be over.

## Who breaks

Whoever runs the journey: it would never end.

## Example

```yaml
workflows:
  - { workflowId: pay, dependsOn: [order], steps: […] }
  - { workflowId: order, dependsOn: [pay], steps: […] }
```

## Instead

Take one of the references out, so that one of the workflows needs no other. To repeat steps, use `goto` with criteria.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
