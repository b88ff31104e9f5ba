"""A contract describes no operation.

## What it says

The document has neither a path with an operation nor a webhook, so there is nothing to generate and nothing to
check.

## Who breaks

Consumers: they get an empty package, and every check of it passes.

## Example

```yaml
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths: {}
```

## Instead

Describe at least one operation, or move shared components out of the `vN` folder.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
