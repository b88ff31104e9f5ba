"""A value that is left out now means something.

## What it says

`default` is new. It changes no value that is valid.

## Who breaks

- Requests: consumers that leave the value out, if the provider did something else so far than the
  default says.
- Answers: consumers that do not fill in defaults: for them the value is absent, as before.
- Messages: readers that fill it in and those that do not understand the same message differently.

## Example

```yaml
limit: {type: integer}                # baseline: all entries, say
limit: {type: integer, default: 20}   # candidate: twenty
```

## Instead

Write down the default that has been in force all along: that is a note, not a change. For another
behaviour add a parameter or property of its own.
"""

from counterfoil.compat.ruling import Category, carried
from counterfoil.model import Severity

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.SEMANTIC, Severity.WARNING)
