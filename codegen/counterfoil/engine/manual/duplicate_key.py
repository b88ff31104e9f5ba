"""A key stands twice in the same object.

## What it says

JSON and YAML leave open which of the two counts, and readers differ. The last one is taken here.

## Who breaks

Whoever reads the contract with another tool: they see another contract.

## Example

```yaml
properties:
  total: {type: integer}
  total: {type: number}
```

## Instead

```yaml
properties:
  total: {type: number}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
