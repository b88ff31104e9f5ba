"""A provider answers with a status that its contract does not document.

## What it says

The contract lists the statuses of an operation: by number, by range (`4XX`) or as `default`. This one
is none of them.

## Who breaks

Consumers: their generated client has no branch for it, and no type for its body.

## Example

```http
POST /orders

409 Conflict
```

## Instead

```yaml
responses:
  "201": {$ref: "#/components/responses/Order"}
  "409": {$ref: "#/components/responses/Problem"}
```

Or let the provider answer with a status that the contract has.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
