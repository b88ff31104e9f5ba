"""A provider rejects a request that keeps its contract.

## What it says

The request is valid by every line of the contract, and the answer says that it is malformed.

## Who breaks

Consumers: they do as the contract says, and are refused.

## Example

```http
GET /orders?limit=100

400 Bad Request
```

```yaml
limit: {type: integer, maximum: 100}
```

## Instead

Accept it, or say in the contract what is not accepted: a smaller bound, a pattern, another enum.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
