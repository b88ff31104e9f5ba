"""A value is on its way out.

## What it says

`deprecated: true` is new on a property or a schema. It changes no value that is valid.

## Who breaks

- Requests: nobody yet. Consumers should stop sending it before its sunset.
- Answers: nobody yet. Consumers should stop reading it before its sunset.
- Messages: nobody yet.

## Example

```yaml
note:
  type: string
  deprecated: true
  x-sunset: 2027-06-30
  description: Read `remarks` instead.
```

## Instead

Nothing more, if the mark names a day (`x-sunset`) and the description what to use instead.
Consumers' generated code warns where they still use it.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.NOTE)
