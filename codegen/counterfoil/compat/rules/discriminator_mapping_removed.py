"""A value of the discriminator has no meaning any more.

## What it says

The `mapping` lacks an entry in the candidate that it has in the baseline. Without an entry a
value means the schema that has its name, if there is one.

## Who breaks

- Requests: consumers that send it: a generated server does not know which alternative is meant.
- Answers: nobody, if the provider stops sending it too.
- Messages: readers of the candidate that meet it in messages of the baseline.

## Example

```yaml
mapping:                                      # baseline
  card: "#/components/schemas/Card"
  cheque: "#/components/schemas/Cheque"       # not in the candidate
```

## Instead

Keep the entry and point it at the alternative that takes its place. Remove it in the next major
version, when nobody sends it.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SOURCE, Severity.WARNING)
