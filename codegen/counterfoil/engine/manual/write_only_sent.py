"""A provider sends a property that its contract calls `writeOnly`.

## What it says

Such a property travels in requests alone (OpenAPI 3.1, section 4.8.24.2): most often it is a secret.

## Who breaks

Whoever the secret belongs to: it stands in logs and caches of every consumer.

## Example

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"name": "ada", "password": "…"}
```

```yaml
password: {type: string, writeOnly: true}
```

## Instead

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"name": "ada"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
