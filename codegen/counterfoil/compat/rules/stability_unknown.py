"""A level of stability is none that anything was agreed about.

## What it says

`x-stability-level` is `draft`, `alpha`, `beta` or `stable`, or a level that `notice` in
`[tool.counterfoil.compat]` gives days.

## Who breaks

Whoever wants to know what is promised.

## Example

```yaml
x-stability-level: solid   # candidate
```

## Instead

Write one of the four, or give the level days in `notice`.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
