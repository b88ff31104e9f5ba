"""An answer no longer has a header.

## What it says

The baseline documents the header, and the candidate does not.

## Who breaks

Where it was required, consumers that read it without asking whether it is there: the witness is
an answer without it. Where it was optional, answers without it were allowed, and what its readers
do then is not known: a warning.

`Deprecation` and `Sunset` (RFC 9745, RFC 8594) say when something else goes: nobody breaks without.

## Example

```yaml
headers:
  Location: {required: true, schema: {type: string}}   # baseline; not in the candidate
```

## Instead

Keep sending it until nobody reads it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.WIRE)
