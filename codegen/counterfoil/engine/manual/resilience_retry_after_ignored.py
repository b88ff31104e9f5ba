"""A dependency that asks to be left alone is asked again at once.

## What it says

A dependency answered 503 or 429 with `Retry-After: 1`, and the service sent the same request again sooner than that.

## Who breaks

The dependency: it says when it can take more, and is not given the time. A provider that limits its consumers may lock the
service out altogether.

## Example

```python
for _ in range(3):
    reply = inventory.get(path)
    if reply.status_code != 503:
        return reply
```

## Instead

Wait as long as `Retry-After` says (RFC 9110, section 10.2.3) where the deadline leaves the time, as generated clients do;
otherwise do not try again, and answer 503 with a `Retry-After` of your own.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
