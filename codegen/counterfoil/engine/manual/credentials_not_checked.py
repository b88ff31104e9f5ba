"""A provider takes any credential for a right one.

## What it says

The request carried a key, token or password that nobody was given, in the right form, and the
answer is a success.

## Who breaks

Whoever the data belongs to: everybody may read or change them who knows what a key looks like.

## Example

```http
GET /orders
X-API-Key: zzz

200 OK
```

## Instead

```http
GET /orders
X-API-Key: zzz

401 Unauthorized
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
