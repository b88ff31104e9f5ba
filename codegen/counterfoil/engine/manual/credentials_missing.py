"""A request lacks the credentials that the contract asks for.

## What it says

The operation declares security, and the request satisfies none of its alternatives: a credential is
absent, or has not the form of its scheme.

## Who breaks

The consumer that sent the request: the provider refuses it.

## Example

```http
GET /orders
```

## Instead

```http
GET /orders
X-API-Key: …
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
