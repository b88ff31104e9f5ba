"""What a provider has created is not in the list of its kind.

## What it says

A thing was created and can be read, and no page of the list has it.

## Who breaks

Consumers that find things by listing them.

## Example

```http
POST /orders

201 Created

{"id": "7"}

GET /orders

200 OK

{"items": []}
```

## Instead

List what is stored. Where a list lags behind, or leaves things out, make that a parameter or a
status of its own.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
