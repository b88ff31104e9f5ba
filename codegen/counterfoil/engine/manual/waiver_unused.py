"""A waiver waives nothing.

## What it says

No finding has its fingerprint any more.

## Who breaks

Nobody; but a waiver that lies around would accept the same problem if it came back.

## Example

```toml
[[tool.counterfoil.waivers]]
fingerprint = "0f3c1a7be2d94c55"
reason = "the mobile app still sends the field; gone with release 12"
until = 2027-01-01
```

## Instead

Remove it.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
