"""A header writes its object in another way.

## What it says

`explode` differs, and the header holds an object: `role=admin,name=ada` or `role,admin,name,ada`.

## Who breaks

Consumers that read it as before. Whether another object comes out depends on the values, so that
the verdict is `unknown`.

## Example

```yaml
headers:
  X-User: {explode: true, schema: {type: object}}   # candidate; false in the baseline
```

## Instead

Keep `explode`, or add a header of another name.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.WIRE)
