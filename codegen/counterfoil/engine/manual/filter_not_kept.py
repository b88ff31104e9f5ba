"""A list has items that were not asked for.

## What it says

A parameter of the query has the name of a property, and the answer has an item with another value
of it.

## Who breaks

Consumers that rely on the filter: they treat every item as one that matches.

## Example

```http
GET /orders?status=placed

200 OK

{"items": [{"id": "7", "status": "cancelled"}]}
```

## Instead

Pass the parameter on to the query of the store; or give it a name of its own where it means
something else.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
