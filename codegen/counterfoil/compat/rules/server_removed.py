"""A contract is no longer served at a URL.

## What it says

`servers` listed it in the baseline.

## Who breaks

Consumers that ask there, once it is gone. Whether it is, no contract says: the verdict is
`unknown`.

## Example

```yaml
servers:
  - url: https://eu.example.com/orders   # baseline; not in the candidate
```

## Instead

Let it answer as well, or redirect, until nobody asks there.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
