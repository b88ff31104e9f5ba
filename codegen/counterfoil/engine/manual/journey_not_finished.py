"""A workflow of a journey did not come to its end in time.

## What it says

A workflow may take 60 seconds, or as long as its `x-deadline` says, and call 1,000 operations. Both bounds count
retries. This one was at the step that the finding names when it reached one of them.

## Who breaks

Whoever waits for the scenario in production, and the build: without a bound, a journey whose step never succeeds would
never end.

## Example

```yaml
onFailure:
  - { name: again, type: goto, stepId: placed }   # for ever
```

## Instead

Give retries a `retryLimit`, and actions `criteria` that end. Where the scenario does take longer, say so:
`x-deadline: 120` on the workflow, in seconds.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
