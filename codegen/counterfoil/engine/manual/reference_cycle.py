"""References only lead to each other.

## What it says

A chain of `$ref`s comes back to its start without ever reaching a schema. A recursive schema is something
else and welcome: there, something stands between one `$ref` and the next.

## Who breaks

Everybody: the value is never described.

## Example

```yaml
Order: {$ref: "#/components/schemas/Purchase"}
Purchase: {$ref: "#/components/schemas/Order"}
```

## Instead

```yaml
Order: {$ref: "#/components/schemas/Purchase"}
Purchase: {type: object, properties: {id: {type: string}}}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
