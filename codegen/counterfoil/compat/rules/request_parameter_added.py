"""A request may have a parameter that it could not.

## What it says

The parameter is optional: requests without it are accepted as before.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that send
it to a provider of the baseline: it is not refused, and not heeded; the verdict is `unknown`.

## Example

```yaml
- {name: sort, in: query, schema: {type: string}}   # candidate
```

## Instead

Nothing, as long as its absence means what happened so far.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
