"""A keyword of a schema has a value that JSON Schema does not allow.

## What it says

The keyword is ignored; the rest of the schema counts.

## Who breaks

Both sides: the author meant to demand something, and nobody enforces it.

## Example

```yaml
total: {type: number, required: true}
```

## Instead

```yaml
type: object
required: [total]
properties:
  total: {type: number}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
