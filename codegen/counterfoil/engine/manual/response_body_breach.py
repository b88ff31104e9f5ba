"""The body of an answer is not as its schema says.

## What it says

The message names the place in the body, what stands there, and what the contract says; the finding
points to the keyword in the contract. Of several alternatives, the one that fits best is told.

## Who breaks

Consumers: their models refuse the value, or hold something else than their type says.

## Example

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"total": "12.5"}
```

```yaml
total: {type: number}
```

## Instead

Let the provider send what the contract says. Where the provider is right, change the contract: as a
new version if consumers would break.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
