"""A list must hold more items of a certain kind than before.

## What it says

`minContains` is greater in the candidate. Without it the number is 1.

## Who breaks

- Requests: consumers that send lists with fewer of them.
- Answers: nobody: such lists are among those that they were prepared for.
- Messages: readers of the candidate that meet lists with fewer in messages of the baseline.

## Example

```yaml
signers: {contains: {const: board}}                   # baseline: one is enough
signers: {contains: {const: board}, minContains: 2}   # candidate
```

## Instead

Take such lists, and keep what they describe in a state of its own until the rest arrives. Raise
the number in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
