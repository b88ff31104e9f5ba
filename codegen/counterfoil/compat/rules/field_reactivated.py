"""A value is no longer on its way out.

## What it says

`deprecated: true` is gone from a property or a schema. It changes no value that is valid.

## Who breaks

- Requests: nobody; consumers that moved away did so for nothing.
- Answers: nobody; the same.
- Messages: nobody; the same.

## Example

```yaml
note: {type: string, deprecated: true, x-sunset: 2027-06-30}   # baseline
note: {type: string}                                           # candidate
```

## Instead

Say in the changelog why, and what becomes of the value that was to take its place.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.NOTE)
