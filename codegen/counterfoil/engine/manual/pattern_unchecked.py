r"""A pattern uses what the generated server cannot evaluate, so it is not checked there.

## What it says

The pattern is no regular expression of ECMA-262, or uses a part of it that Python's `re` cannot say:
Unicode properties other than general categories (`\p{Script=Greek}`), or lookbehind of variable width.

## Who breaks

The provider may be sent, and may send, strings that the contract excludes.

## Example

```yaml
type: string
pattern: "^\\p{Script=Greek}+$"
```

## Instead

```yaml
type: string
pattern: "^[\\u0370-\\u03ff]+$"
```
"""

from counterfoil.engine.rules import page
from counterfoil.model import Severity

RULE = page(__name__, Severity.WARNING)
