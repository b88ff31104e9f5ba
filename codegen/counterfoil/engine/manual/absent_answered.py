"""A provider answers for a thing that nobody has made.

## What it says

The request named a thing that does not exist, the contract documents 404 for that, and the answer
is a success.

## Who breaks

Consumers that ask whether something is there.

## Example

```http
GET /orders/00000000-0000-4000-8000-000000000000

200 OK

{}
```

## Instead

```http
404 Not Found
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
