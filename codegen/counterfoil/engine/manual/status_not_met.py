"""A response that the contract documents does not come in the state that is to bring it about.

## What it says

`x-given` at the response names a provider state; the state was set, the operation was asked, and
the answer has another status.

## Who breaks

Nobody yet: what consumers do with this response was not proved.

## Example

```yaml
responses:
  "409":
    x-given: the stock is empty
```

```http
201 Created
```

## Instead

Correct what the state sets up, or the state that the response names.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
