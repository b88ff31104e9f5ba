"""A contract no longer declares a security scheme.

## What it says

Which operations asked for it is told with those.

## Who breaks

Nobody by itself.

## Example

```yaml
securitySchemes:
  bearer: {type: http, scheme: bearer}   # baseline; not in the candidate
```

## Instead

Nothing, where no operation asked for it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
