"""An answer comes too late, or never, while a dependency fails.

## What it says

The stub of a contract that the service consumes was made slow or broken, and an operation that relies on it did not answer
within its deadline: `x-deadline` at the operation, or `deadline` in the service's table. The witness has the request and what
the dependency received meanwhile.

## Who breaks

Every consumer that waits: a dependency that is slow for one makes all of them slow, and what each holds open while it waits
runs out one after the other.

## Example

```python
payments = httpx2.Client(base_url=url, timeout=None)
```

## Instead

```python
payments = Client(url, timeouts=Timeouts(connect=0.5, read=1.0, total=1.0))
```

All calls and attempts of one request together stay below its deadline. Declare a longer one where the work needs it.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
