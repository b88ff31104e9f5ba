"""A request needs a body that it could not have.

## What it says

The body is new, and required.

## Who breaks

Every consumer of the baseline: none of them sends one, and each request is refused.

## Example

```yaml
requestBody:               # candidate
  required: true
  content: {application/json: {schema: {type: object}}}
```

## Instead

Make it optional, with what happened so far where it is missing, and require it in the next major
version.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
