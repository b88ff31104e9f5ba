"""An object may have fewer properties than before.

## What it says

`minProperties` is smaller in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that take the first entry of a map that may now be empty.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet smaller objects.

## Example

```yaml
prices: {type: object, minProperties: 1}   # baseline
prices: {type: object}                     # candidate: {} may arrive
```

## Instead

Leave the whole object out where it would be empty, if it is optional.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
