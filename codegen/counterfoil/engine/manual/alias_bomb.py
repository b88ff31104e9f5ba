"""Aliases of a YAML file multiply into too many values.

## What it says

A small text whose anchors contain aliases of other anchors can stand for billions of values. The file is
not read.

## Who breaks

Whoever expands it: their machine runs out of memory.

## Example

```yaml
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
# … and so on
```

## Instead

Refer to shared parts with `$ref`, which is not expanded.
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.ERROR)
