"""A contract's version does not say how much changed.

## What it says

`info.version` (`x-version` of a message) has to rise with every change: its first number for what
breaks somebody, its second one for what is new, deprecated or otherwise different, its third one
for what no request and no answer shows. Before 1.0.0 a break raises the second number, and
everything else the third. The finding says to what.

## Who breaks

Consumers that read from the version whether it is safe to move.

## Example

```yaml
info: {title: Orders, version: 1.4.0}   # candidate, with a new operation; 1.4.0 in the baseline
```

## Instead

Set the version that the finding names.
"""

from counterfoil.compat.ruling import Category, whole
from counterfoil.model import Severity

RULE = whole(__name__, Severity.ERROR, Category.SEMANTIC)
