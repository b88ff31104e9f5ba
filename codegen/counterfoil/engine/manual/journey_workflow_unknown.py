"""A journey refers to a workflow that is not there.

## What it says

`workflowId` of a step or an action, or an entry of `dependsOn`, names no workflow of the same file. Workflows of other
files are not called.

## Who breaks

The journey, when it comes to the step or the action.

## Example

```yaml
- stepId: log-in
  workflowId: logIn        # the workflow is called log-in
```

## Instead

Name a workflow of the same file.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
