"""The body of a request cannot be read as its media type.

## What it says

The bytes are no JSON text, no form, or no text in the charset that the request names.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
POST /orders
Content-Type: application/json

{'sku': 'A-1'}
```

## Instead

```http
POST /orders
Content-Type: application/json

{"sku": "A-1"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
