"""An answer is 500 while a dependency fails.

## What it says

A dependency of the service was made to fail, and nobody in the service expected it: the answer of an operation that relies on
it is 500. That the contract documents a 500 does not make it an answer; it says that the service does not know what happened.

## Who breaks

Consumers, who cannot tell a fault of the service from one that passes by itself, and do not know whether to try again.

## Example

```python
stock = inventory.get(f"/products/{sku}").json()["available"]
```

## Instead

```python
try:
    product = inventory.get_product(sku)
except ClientError as failure:
    raise errors.ServiceUnavailableError(problem(503, "inventory failed"), retry_after=2) from failure
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
