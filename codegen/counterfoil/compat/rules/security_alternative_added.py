"""An operation lets callers in by one more way.

## What it says

Ways are compared by what travels, and not by what the contract calls a scheme.

## Who breaks

Nobody that keeps to the baseline.

## Example

```yaml
security: [{apiKey: []}, {bearer: []}]   # candidate; `[{apiKey: []}]` in the baseline
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
