"""A parameter travels elsewhere.

## What it says

It has the same name and goes from the query, the path, a header or a cookie to another of these.

## Who breaks

Consumers that send it where it was: they are not heard, and refused where it is required.

## Example

```yaml
- {name: tenant, in: header, required: true, schema: {type: string}}   # in the query before
```

## Instead

Take it at both places, as optional, until nobody sends it at the first one.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
