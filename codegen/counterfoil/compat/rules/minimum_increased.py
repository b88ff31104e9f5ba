"""The least number allowed became greater.

## What it says

`minimum` or `exclusiveMinimum` is greater in the candidate, is new, or now excludes the bound
itself.

## Who breaks

- Requests: consumers that send smaller numbers: the bound itself counts where it became
  exclusive.
- Answers: nobody: consumers meet only numbers that they could meet before.
- Messages: readers of the candidate that meet smaller numbers in messages of the baseline.

## Example

```yaml
quantity: {type: integer, minimum: 0}   # baseline
quantity: {type: integer, minimum: 1}   # candidate refuses 0
```

## Instead

Take smaller numbers as before and give them a meaning (0 removes the line), or refuse them by a
documented status of the operation's own. Raise the bound in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
