"""Tokens are had elsewhere.

## What it says

The token URL of a flow differs.

## Who breaks

Clients that ask the former URL, once it is gone. Whether it is, no contract says: the verdict is
`unknown`.

## Example

```yaml
flows:
  clientCredentials:
    tokenUrl: https://id.example.com/token   # candidate
    scopes: {}
```

## Instead

Let the former URL go on giving tokens, or redirect it.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.WARNING, Category.SEMANTIC)
