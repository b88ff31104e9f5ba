"""A provider answers a method that its contract does not have.

## What it says

The path is in the contract, the method is not, and the answer is a success.

## Who breaks

The provider: what nobody described, nobody tests, guards or counts.

## Example

```http
DELETE /orders

200 OK
```

## Instead

```http
DELETE /orders

405 Method Not Allowed
Allow: GET, POST
```

Or describe the operation.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
