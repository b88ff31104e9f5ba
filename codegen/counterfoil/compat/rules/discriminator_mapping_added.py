"""One more value of the discriminator has a meaning.

## What it says

The `mapping` has an entry in the candidate that it has not in the baseline.

## Who breaks

- Requests: nobody: the values that consumers send mean what they meant.
- Answers: consumers that meet the new value and have no branch for it; generated clients keep
  what they do not know if they are tolerant readers.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet the new value.

## Example

```yaml
mapping:                                      # candidate
  card: "#/components/schemas/Card"
  transfer: "#/components/schemas/Transfer"   # not in the baseline
```

## Instead

As for a new alternative: send it only to consumers that ask for it. An entry that merely writes
down the implied name of a schema changes nothing.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.NOTE)
