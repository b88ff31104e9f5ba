"""A list need no longer hold an item of a certain kind.

## What it says

`contains` is gone.

## Who breaks

- Requests: nobody: lists with such an item are still taken.
- Answers: consumers that search the list for the item and use it without asking whether it was
  found.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
roles: {type: array, contains: {const: owner}}   # baseline
roles: {type: array}                             # candidate: [] may arrive
```

## Instead

Go on sending the item, and leave the promise in the contract.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
