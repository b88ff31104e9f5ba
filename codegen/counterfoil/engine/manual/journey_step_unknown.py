"""An action of a journey leads to a step that is not there.

## What it says

`stepId` of an action under `onSuccess` or `onFailure` names no step of the same workflow.

## Who breaks

The journey, when it comes to the action.

## Example

```yaml
onFailure:
  - { name: again, type: goto, stepId: place }   # the step is called placed
```

## Instead

Name a step of the same workflow.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
