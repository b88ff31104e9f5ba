"""A contract is served at one more URL.

## What it says

`servers` lists it now.

## Who breaks

Nobody that keeps to the baseline. Under `FORWARD` and `FULL`, consumers of the candidate that ask
there while the baseline is served: the verdict is `unknown`.

## Example

```yaml
servers:
  - url: https://eu.example.com/orders   # candidate
```

## Instead

Nothing.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.NOTE, Category.SEMANTIC)
