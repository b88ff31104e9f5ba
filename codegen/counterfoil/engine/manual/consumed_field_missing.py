"""A provider does not send a field that consumers read.

## What it says

Consumers say in their expectations that they read a field of this answer, and have seen it there. Now
the provider leaves it out: of one answer, where the contract promises it; of every answer, where the
contract leaves it optional. All consumers that read it are named, each with the line that says so.

## Who breaks

Exactly these consumers: they reach for a value that is not there.

## Example

```yaml
# contracts/orders/v2/expectations/notifications.yaml
request: {operation: getOrder}
response: {status: 200, reads: [/id, /total/amount]}
```

```http
200 OK
{"id": "7d1f0a52", "total": {"currency": "EUR"}}
```

## Instead

```http
200 OK
{"id": "7d1f0a52", "total": {"amount": "12.50", "currency": "EUR"}}
```

Where the field is to go, its consumers stop reading it first; `counterfoil impact` names them.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
