"""A provider writes a field otherwise than consumers read it.

## What it says

Consumers say in their expectations that they read a field in a format, such as `date-time`, and have
seen that go well. Now the provider sends a text there that is not in this format.

## Who breaks

Exactly the consumers that are named: they cannot read the value.

## Example

```yaml
# contracts/orders/v2/expectations/notifications.yaml
request: {operation: getOrder}
response: {status: 200, reads: [/placedAt], formats: {/placedAt: date-time}}
```

```http
200 OK
{"placedAt": "yesterday"}
```

## Instead

```http
200 OK
{"placedAt": "2026-11-20T09:30:00Z"}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
