"""An answer has a header that it had not.

## What it says

The candidate documents the header, and the baseline does not.

## Who breaks

Nobody that keeps to the baseline: unknown headers are ignored (RFC 9110, section 5.1). Under
`FORWARD` and `FULL`, consumers of the candidate that read it: a provider of the baseline never
sends it.

## Example

```yaml
headers:
  ETag: {schema: {type: string}}   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
