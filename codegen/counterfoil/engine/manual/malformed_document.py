"""A file cannot be read as YAML or JSON.

## What it says

The text stops being YAML or JSON at the place given, or is not UTF-8. Nothing of the file is used.

## Who breaks

Everybody: there is no contract.

## Example

```yaml
info: {title: Orders, version: 1.0.0
paths: {}
```

## Instead

```yaml
info: {title: Orders, version: 1.0.0}
paths: {}
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
