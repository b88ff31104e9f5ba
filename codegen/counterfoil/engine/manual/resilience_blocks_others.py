"""A slow dependency holds up requests that do not need it.

## What it says

While one request waited for a slow dependency, another one, to an operation that needs no dependency, was sent; and it had to
wait too.

## Who breaks

Everybody: one slow dependency takes the whole process away, its health check included, and whatever restarts unhealthy
processes makes it worse.

## Example

```python
async def place_order(self, call, *, body):
    return self.inventory.reserve(body.lines)  # waits, and the event loop with it
```

## Instead

Await an asynchronous client, or do what waits in a thread: a method that is not `async` is run in one by the generated server.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
