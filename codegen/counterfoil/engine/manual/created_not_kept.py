"""A value that a provider confirmed when it created something is another one when it is read.

## What it says

The request had the value, the answer to it repeated the value, and reading the thing gives another
one, or none.

## Who breaks

Every consumer that trusts the answer and does not read again.

## Example

```http
POST /orders

{"note": "Please ring twice"}

201 Created

{"id": "7", "note": "Please ring twice"}

GET /orders/7

{"id": "7"}
```

## Instead

Answer with what was stored, not with what was sent.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
