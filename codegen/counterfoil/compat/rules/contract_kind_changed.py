"""A contract describes an API in one version, and a message in the other one.

## What it says

Nothing in the two can be compared.

## Who breaks

Everybody that keeps to it.

## Example

```yaml
$schema: https://json-schema.org/draft/2020-12/schema   # candidate; OpenAPI in the baseline
```

## Instead

Give the other kind a name of its own, and keep this one.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
