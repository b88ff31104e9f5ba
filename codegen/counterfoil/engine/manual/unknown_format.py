"""A file in contracts/ is no contract that this version can read.

## What it says

It says neither `swagger: "2.0"` nor `openapi: 3.0`, `3.1` or `3.2`, and is no JSON Schema of draft-04, -06,
-07, 2019-09 or 2020-12.

## Who breaks

Its consumers: nothing is generated for it.

## Example

```yaml
openapi: 4.0.0
```

## Instead

```yaml
openapi: 3.1.0
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
