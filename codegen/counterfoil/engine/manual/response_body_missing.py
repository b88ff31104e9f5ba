"""A provider answers without the body that its contract documents.

## What it says

The contract documents content for this status; the answer has neither a body nor a Content-Type.

## Who breaks

Consumers: they read a value where there is none.

## Example

```http
HTTP/1.1 200 OK
Content-Length: 0
```

## Instead

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"id": "A-1"}
```

Or document a `204`, which has no body.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
