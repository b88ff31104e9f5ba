"""A change that a provider confirms is not there afterwards.

## What it says

The request set a value, the answer was a success, and reading the thing gives the value that it had
before.

## Who breaks

Every consumer that changes something and relies on the answer.

## Example

```http
PATCH /orders/7

{"note": "Please ring twice"}

200 OK

GET /orders/7

{"id": "7", "note": null}
```

## Instead

Store before you answer. Where a property cannot change any more, leave it out of the request's
schema or answer 409.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
