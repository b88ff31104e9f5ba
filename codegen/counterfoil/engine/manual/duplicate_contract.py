"""Two files claim to be the same contract version.

## What it says

A folder `vN` holds more than one document that could be the contract, or two folders get the same package
name.

## Who breaks

Consumers: which of the two their package was made from would be chance.

## Example

```text
contracts/orders/v1/openapi.yaml
contracts/orders/v1/openapi.json
```

## Instead

Keep one of them.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
