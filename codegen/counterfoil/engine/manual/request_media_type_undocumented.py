"""A request has a body in a media type that the contract does not document.

## What it says

The Content-Type of the request is none of those that the contract lists, or there is none although
the request has a body.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
POST /orders
Content-Type: text/csv

A-1,2
```

## Instead

```http
POST /orders
Content-Type: application/json

{"sku": "A-1", "quantity": 2}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
