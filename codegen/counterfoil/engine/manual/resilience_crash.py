"""The service breaks down while a dependency fails.

## What it says

A dependency of the service was made to fail, and the service's process ended, or it closed the connection to its own consumer
without an answer.

## Who breaks

Every consumer, those of other operations included: one answer of a dependency takes the service away from all of them.

## Example

```python
except JSONDecodeError:
    sys.exit("payments has gone mad")
```

## Instead

Treat what a dependency answers as input: catch what cannot be read, log it, and answer as the contract says.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
