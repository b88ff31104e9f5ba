"""A workflow of a journey is never run.

## What it says

A workflow is run by itself where all inputs that it needs have defaults. This one needs inputs without, and no step or
action leads to it.

## Who breaks

Whoever relies on the workflow: it proves nothing.

## Example

```yaml
- workflowId: order
  inputs:
    type: object
    required: [sku]
    properties:
      sku: { type: string }   # no default
```

## Instead

Give the inputs a `default`, or call the workflow from a step that passes them.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
