"""A list must have more items than before.

## What it says

`minItems` is greater in the candidate, or it is new.

## Who breaks

- Requests: consumers that send shorter lists; the empty one is the usual case.
- Answers: nobody: they meet only lists that they could meet before.
- Messages: readers of the candidate that meet shorter lists in messages of the baseline.

## Example

```yaml
lines: {type: array}                # baseline: [] is valid
lines: {type: array, minItems: 1}   # candidate: it is not
```

## Instead

Take shorter lists and give them a meaning (an order without lines is a draft), or refuse them by
a documented status of the operation's own. Raise `minItems` in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
