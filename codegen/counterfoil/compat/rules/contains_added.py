"""A list must hold an item of a certain kind, and did not have to before.

## What it says

`contains` is new. Unless `minContains` says otherwise, one item must match it.

## Who breaks

- Requests: consumers that send lists without such an item: the empty one for a start.
- Answers: nobody: such lists are among those that they were prepared for.
- Messages: readers of the candidate that meet lists without it in messages of the baseline.

## Example

```yaml
roles: {type: array}                             # baseline: [] is valid
roles: {type: array, contains: {const: owner}}   # candidate: it is not
```

## Instead

Add the missing item inside the provider. Demand it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
