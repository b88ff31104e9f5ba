"""A provider refuses wrong requests with a status of which its contract says nothing.

## What it says

The request was wrong, had no credentials, or named what does not exist, and the provider refused it,
as it should. The contract documents no response of that kind for the operation: no 400 or 422, no 401
or 403, no 404.

## Who breaks

Consumers that meet the refusal: they do not know what it looks like, and cannot tell their users what
is wrong.

## Example

```yaml
/orders:
  post:
    responses:
      "201": {description: The order is placed.}
```

```http
POST /orders

400 Bad Request
```

## Instead

```yaml
    responses:
      "201": {description: The order is placed.}
      "400": {$ref: "#/components/responses/BadRequest"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
