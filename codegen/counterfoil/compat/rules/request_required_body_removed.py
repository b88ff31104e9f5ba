"""A request does not need its body any more, and is not heard by it.

## What it says

The baseline requires a body, and the candidate documents none.

## Who breaks

Consumers of the baseline: what they say is lost. No payload proves that; the verdict is
`unknown`, and it is an error. Under `FORWARD` and `FULL`, consumers of the candidate are refused
by a provider of the baseline.

## Example

```yaml
requestBody:               # baseline; not in the candidate
  required: true
  content: {application/json: {schema: {type: object}}}
```

## Instead

Keep the body until nobody sends it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
