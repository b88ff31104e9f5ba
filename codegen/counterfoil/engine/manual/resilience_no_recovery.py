"""The service does not come back after a dependency has.

## What it says

A dependency failed for a while and was then well again, and ten seconds later a valid request that relies on it was still not
accepted.

## Who breaks

Everybody, until somebody restarts the service: the failure of one dependency outlives its cause.

## Example

```python
except ClientError:
    self.broken = True  # and nothing ever sets it back
    raise
```

## Instead

Try again after a while. A circuit breaker lets one request through after some seconds; a pool of connections drops those that
broke; what is remembered of a failure has an end.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
