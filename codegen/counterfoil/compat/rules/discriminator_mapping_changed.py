"""A value of the discriminator means another alternative than before.

## What it says

The `mapping` has the entry in both versions, and it leads to different schemas.

## Who breaks

- Requests: consumers that send the value with the content of the alternative that it meant.
- Answers: consumers that read the value as the alternative that it meant.
- Messages: readers of the candidate that meet it in messages of the baseline.

## Example

```yaml
mapping: {card: "#/components/schemas/Card"}         # baseline
mapping: {card: "#/components/schemas/DebitCard"}    # candidate
```

## Instead

Give the other alternative a value of its own, and leave this one where it leads.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.WARNING)
