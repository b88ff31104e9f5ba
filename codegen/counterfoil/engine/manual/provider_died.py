"""A service ended while it was examined.

## What it says

The service was started and was ready, and its process had ended before the examination was over. The last lines of its
log are the witness; the findings beside this one name the requests that it left without an answer.

## Who breaks

Every consumer: one request of anybody takes the service away from all of them.

## Example

```python
@app.get("/orders/{order_id}")
def order(order_id: int):
    if order_id > 2**31:
        os.abort()
```

## Instead

Answer the request with one of the statuses that the contract documents, and log what went wrong.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
