"""An operation may answer with a success that it could not.

## What it says

The baseline documents neither the status nor its range nor a default.

## Who breaks

Consumers that read the answers that they know: this one has another meaning, and mostly another
body. The witness is such an answer.

## Example

```yaml
responses:
  "200": {description: The order.}
  "202": {description: It will be there soon.}   # candidate
```

## Instead

Answer as so far, unless the request asks for the other way: by a parameter of its own, or
`Prefer`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
