"""A provider gives to one user what belongs to another.

## What it says

The first user has created a thing, and a request with the credentials of the second one is a success. The second
user's credential is `strangers` in the service's table, or `--stranger SCHEME=VALUE`.

## Who breaks

Whoever the thing belongs to.

## Example

```http
GET /orders/7
X-API-Key: key-of-somebody-else

200 OK
```

## Instead

Ask for the owner wherever a thing is looked up by its id, and answer 403, or 404 to keep its
existence secret.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
