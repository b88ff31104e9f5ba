"""What a consumer expects has never held yet, and does not hold now.

## What it says

A consumer expects an answer, or reads a field of it, that the provider does not give; `verified.lock`
does not say that it ever did. So it fails nobody's build: a consumer may write down today what a
provider is to bring tomorrow.

## Who breaks

Nobody yet: the consumer that is named, if it goes into production before the provider does.

## Example

```yaml
# contracts/orders/v2/expectations/portal.yaml
request: {operation: getOrder}
response: {status: 200, reads: [/deliveredAt]}
```

```http
200 OK
{"id": "7d1f0a52"}
```

## Instead

Let the provider bring it. As soon as it holds, `counterfoil verify SERVICE --accept` writes that down,
and from then on losing it is an error.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
