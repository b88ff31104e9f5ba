"""`x-deadline` does not say how long an answer may take.

## What it says

`x-deadline` at an operation is the number of seconds within which it answers, whatever befalls the services that its
provider relies on: more than 0, and an hour at most. This one is something else, so nothing is held against the provider.

## Who breaks

Consumers that set their own timeout by the deadline, and the provider's team, whose promise nobody checks.

## Example

```yaml
paths:
  /orders:
    post:
      x-deadline: 2s
```

## Instead

```yaml
paths:
  /orders:
    post:
      x-deadline: 2
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
