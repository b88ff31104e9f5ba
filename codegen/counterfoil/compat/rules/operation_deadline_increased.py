"""An answer may take longer than it could.

## What it says

`x-deadline` has more seconds than in the baseline, or is gone.

## Who breaks

Consumers that give up when the former time has passed: they never see the answer. Whether any
does, no payload can show.

## Example

```yaml
post:
  x-deadline: 30           # candidate; 5 in the baseline
```

## Instead

Answer 202 in time, and let the rest be asked for.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
