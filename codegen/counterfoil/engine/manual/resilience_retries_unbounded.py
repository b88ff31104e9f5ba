"""A failing dependency is asked again and again.

## What it says

While a dependency failed, one request to the service led to more than five requests of the same operation of the dependency,
or to more than three without a pause between them. The stub has counted them; the witness says when each came.

## Who breaks

The dependency and everybody who relies on it: what failed under its load gets a multiple of that load, and does not come back.

## Example

```python
while True:
    try:
        return inventory.reserve_stock(order_id, lines)
    except ClientError:
        continue
```

## Instead

Two or three attempts, each after a longer pause that is drawn by chance (`Retry(attempts=2, base=0.25)` of a generated client
does that), and an answer that says 503 after the last.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
