"""An operation no longer lets callers in by one of its ways.

## What it says

Ways are compared by what travels, and not by what the contract calls a scheme.

## Who breaks

Callers that have these credentials and no others: the request of the witness is refused with 401.
Where what is left looks the same on the wire, nobody can tell, and the verdict is `unknown`.

## Example

```yaml
security: [{bearer: []}]   # candidate; `[{apiKey: []}, {bearer: []}]` in the baseline
```

## Instead

Take the former credentials as well until nobody sends them.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
