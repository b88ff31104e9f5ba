"""The service does not start while a dependency is down.

## What it says

The service was started while nobody listened at the URL of a dependency, and it ended or did not become ready. It does start
when the dependency is there.

## Who breaks

Whoever has to bring the system up again after an outage: services that wait for each other do not start in any order.

## Example

```python
def create_app():
    catalogue = inventory.list_products()  # at import, or before it is ready
```

## Instead

Start without the dependency, be ready, and answer 503 as the contract says until it is there. Ask it when it is first needed.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
