"""A list may not hold as many items of a certain kind as before.

## What it says

`maxContains` is smaller in the candidate, or it is new.

## Who breaks

- Requests: consumers that send lists with more of them.
- Answers: nobody: such lists are among those that they were prepared for.
- Messages: readers of the candidate that meet lists with more in messages of the baseline.

## Example

```yaml
lines: {contains: {required: [gift]}}                   # baseline: any number of gifts
lines: {contains: {required: [gift]}, maxContains: 1}   # candidate
```

## Instead

Take such lists, and act on the first of them. Decrease the number in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
