"""A reference leads nowhere.

## What it says

A `$ref` names a file that does not exist, or a place in a document that holds nothing. What depends on
it is left out; the rest of the contract is compiled.

## Who breaks

Everybody: neither side can know what the value looks like.

## Example

```yaml
schema: {$ref: "#/components/schemas/Ordr"}
```

## Instead

```yaml
schema: {$ref: "#/components/schemas/Order"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
