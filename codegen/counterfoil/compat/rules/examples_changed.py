"""The examples differ.

## What it says

`example` or `examples` were added, removed or changed. They change no value that is valid.

## Who breaks

- Requests: nobody. Stubs and suites that send examples send the others.
- Answers: nobody, though a test of a consumer that compares a stub's answer literally sees
  another one.
- Messages: nobody.

## Example

```yaml
sku: {type: string, example: A-1}    # baseline
sku: {type: string, example: B-77}   # candidate
```

## Instead

Nothing. Compare answers in tests by what matters in them, not as a whole.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.NOTE)
