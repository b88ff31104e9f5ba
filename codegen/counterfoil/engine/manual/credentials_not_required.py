"""A provider answers a request without the credentials that its contract asks for.

## What it says

The operation declares security; the request had none, or wrong ones, and the answer is a success.

## Who breaks

Whoever the data belongs to: everybody may read or change them.

## Example

```http
GET /orders

200 OK
```

```yaml
security: [{apiKey: []}]
```

## Instead

```http
GET /orders

401 Unauthorized
```

Or say that the operation is open: `security: []`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
