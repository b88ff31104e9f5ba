"""The greatest number allowed became smaller.

## What it says

`maximum` or `exclusiveMaximum` is smaller in the candidate, is new, or now excludes the bound
itself.

## Who breaks

- Requests: consumers that send greater numbers; page sizes are the usual case.
- Answers: nobody: consumers meet only numbers that they could meet before.
- Messages: readers of the candidate that meet greater numbers in messages of the baseline.

## Example

```yaml
limit: {type: integer, maximum: 500}   # baseline
limit: {type: integer, maximum: 100}   # candidate refuses 500
```

## Instead

Take greater numbers as before and act on the lower bound: a page may have fewer entries than were
asked for. Lower the `maximum` in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
