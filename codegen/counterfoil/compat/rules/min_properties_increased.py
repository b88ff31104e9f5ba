"""An object must have more properties than before.

## What it says

`minProperties` is greater in the candidate, or it is new.

## Who breaks

- Requests: consumers that send fewer; an empty object is the usual case.
- Answers: nobody: they meet only objects that they could meet before.
- Messages: readers of the candidate that meet smaller objects in messages of the baseline.

## Example

```yaml
changes: {type: object}                     # baseline: {} is valid
changes: {type: object, minProperties: 1}   # candidate: it is not
```

## Instead

Take the smaller object and do nothing: an update without a change is harmless. Demand more in the
next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
