"""What a contract promised before cannot be read, or not as a whole.

## What it says

The contract is compared with what it was at the baseline, and what stood there was malformed, or referred to
what was not there. What could be read of it is compared; of the rest nobody knows what it has promised, and so
nobody knows whether the change breaks anybody. That is said as a warning, or as `unknown` in
`[tool.counterfoil.compat]` has it.

## Who breaks

Perhaps nobody: what nobody could read nobody could rely on by reading it. But a provider may have served it, and
consumers may have been written by hand.

## Example

```yaml
# contracts/orders/v1/openapi.yaml at git:origin/main
schema: {$ref: "money.yaml"} # and no such file was committed
```

## Instead

Let it pass once: as soon as the corrected contract is what others are compared with, it is gone. Or compare with the
last version that could be read: `counterfoil compat --baseline tag:v1.4.0`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
