"""The date of a waiver has passed.

## What it says

The finding that it waived counts again.

## Who breaks

Whoever agreed to repair it by then.

## Example

```toml
[[tool.counterfoil.waivers]]
fingerprint = "0f3c1a7be2d94c55"
reason = "the mobile app still sends the field; gone with release 12"
until = 2020-01-01
```

## Instead

Repair what it waived, or agree on a later date.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
