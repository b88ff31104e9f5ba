"""A request that must not be done twice is sent again.

## What it says

A dependency failed in a way that leaves open whether it did what it was asked: it was late, broke the connection, or answered
500. The service sent the same POST or PATCH again, and the requests have no key in common (`Idempotency-Key`) by which the
dependency could tell that they are one.

## Who breaks

Whoever pays twice: the first request may have been carried out before its answer was lost.

## Example

```python
for _ in range(3):
    try:
        return payments.take_payment(payment, idempotency_key=str(uuid4()))
    except ClientError:
        pass
```

## Instead

Make one key for what is meant to happen once, keep it, and send it with every attempt; or try only once.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
