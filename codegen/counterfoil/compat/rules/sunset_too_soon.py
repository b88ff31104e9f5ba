"""The time between a deprecation and its sunset is too short.

## What it says

Fewer days lie between them than its level of stability gives: 90 for `stable`, unless `notice` in
`[tool.counterfoil.compat]` says otherwise. The days count from `x-deprecated-since`, and for what
is newly deprecated not from before today.

## Who breaks

Those who use it and cannot move in time.

## Example

```yaml
get:
  deprecated: true
  x-deprecated-since: 2026-11-20
  x-sunset: 2026-12-01     # candidate
```

## Instead

Set the day that the finding names, or a later one.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
