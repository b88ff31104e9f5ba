"""A step sends what the contract does not allow.

## What it says

A parameter or the payload of a step is refused by its schema, the payload is of a media type that the operation does not
take, or the operation takes no body. Values that come from steps are not known beforehand, and not judged here. A step
that expects a 4xx may send anything.

## Who breaks

The journey, at this step: the provider refuses the request.

## Example

```yaml
requestBody:
  payload:
    lines:
      - { sku: MUG-BLUE, quantity: 0 }   # the contract says at least 1
```

## Instead

Send what the contract allows. Where it is wrong on purpose, expect the refusal: `$statusCode == 422`.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
