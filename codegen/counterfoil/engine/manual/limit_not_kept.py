"""A page holds more items than was asked for.

## What it says

The request named how many items a page may hold at most, and the answer has more.

## Who breaks

Consumers that make room for a page, such as a screen or a batch.

## Example

```http
GET /orders?limit=1

200 OK

{"items": [{"id": "7"}, {"id": "8"}]}
```

## Instead

Pass the parameter on to the query of the store; or take it out of the contract.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
