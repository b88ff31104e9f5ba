"""A list may hold fewer items of a certain kind than before.

## What it says

`minContains` is smaller in the candidate; 0 means none at all.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that rely on the number.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that rely on it.

## Example

```yaml
signers: {contains: {const: board}, minContains: 2}   # baseline
signers: {contains: {const: board}}                   # candidate: one may arrive
```

## Instead

Leave such lists out of the answers of this version, or keep the promise and describe the others
in a property of their own.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
