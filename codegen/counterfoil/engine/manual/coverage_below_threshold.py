"""Less of a contract was exercised than the configuration asks for.

## What it says

`coverage` in `[tool.counterfoil]` is a share of what the contract documents: operations, statuses,
media types and places in schemas, each counted alike. The examination met less of it.

## Who breaks

Whoever relies on a green run: what was not exercised was not proved.

## Example

```toml
[tool.counterfoil]
coverage = 0.9
```

## Instead

Give operations that accepted no request examples that they accept, and responses that never came a
provider state (`x-given`). The facts of the report name both.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
