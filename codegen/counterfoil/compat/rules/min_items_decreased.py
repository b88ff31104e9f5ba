"""A list may have fewer items than before.

## What it says

`minItems` is smaller in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that take the first item without asking: `lines[0]` raises.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
lines: {type: array, minItems: 1}   # baseline
lines: {type: array}                # candidate: [] may arrive
```

## Instead

Leave out of the answer what has no items, or leave out the property if it is optional.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
