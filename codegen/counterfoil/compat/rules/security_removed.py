"""An operation can be called without credentials that asked for some.

## What it says

The candidate lets in whoever asks.

## Who breaks

No consumer: credentials that nobody asks for are ignored. Whether everybody is to be let in, is
for the provider to say.

## Example

```yaml
security: [{}]             # candidate; `[{apiKey: []}]` in the baseline
```

## Instead

Make sure that it is meant.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.WIRE)
