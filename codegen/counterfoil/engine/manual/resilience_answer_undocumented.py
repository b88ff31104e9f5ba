"""An answer is not as the contract says while a dependency fails.

## What it says

A dependency of the service was made to fail, and the answer of an operation that relies on it has a status, a media type or a
body that the operation's contract does not document. The finding names the dependency and what befell it.

## Who breaks

Consumers on the worst day: their generated client has no type for this answer, and whatever they wrote for the documented
failure is not reached.

## Example

```python
except httpx2.HTTPError:
    return JSONResponse({"error": "upstream"}, status_code=502)
```

## Instead

Answer with what the contract documents for this case, such as 503 with a problem and `Retry-After`; or document the 502.
A fallback that stands for the real answer has the real answer's shape.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
