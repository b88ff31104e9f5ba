"""A list may hold more items of a certain kind than before.

## What it says

`maxContains` is greater in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that stop at the number of the baseline, and miss the rest.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
lines: {contains: {required: [gift]}, maxContains: 1}   # baseline
lines: {contains: {required: [gift]}}                   # candidate
```

## Instead

Keep to the number in this list, and send the others in one of their own.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
