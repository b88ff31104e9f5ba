"""An answer comes sooner than it had to.

## What it says

`x-deadline` has fewer seconds than in the baseline, or is new.

## Who breaks

Nobody who keeps to the baseline; the provider is examined with the shorter time. Under `FORWARD` and
`FULL` perhaps consumers of the candidate, which give up before a provider of the baseline answers.

## Example

```yaml
post:
  x-deadline: 5            # candidate; 30 in the baseline
```

## Instead

Nothing; under `FORWARD`, let providers answer in the shorter time before consumers count on it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
