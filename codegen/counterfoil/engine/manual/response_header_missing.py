"""An answer lacks a header that its contract requires.

## What it says

The contract has the header with `required: true` for this status.

## Who breaks

Consumers: they read it without asking whether it is there.

## Example

```http
HTTP/1.1 201 Created
Content-Type: application/json
```

## Instead

```http
HTTP/1.1 201 Created
Content-Type: application/json
Location: /orders/A-1
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
