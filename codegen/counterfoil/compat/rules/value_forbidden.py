"""Nothing is allowed any more where something was.

## What it says

The schema became `false`, or one that no value can meet. Of an optional property that means: it
must be absent.

## Who breaks

- Requests: consumers that send the value at all.
- Answers: nobody who was prepared for its absence; who relied on it is told by the rule of the
  property's removal or of `required`.
- Messages: readers of the candidate that meet the value in messages of the baseline.

## Example

```yaml
properties:
  coupon: {type: string}   # baseline
  coupon: false            # candidate
```

## Instead

Take the value and ignore it, mark it `deprecated` with an `x-sunset`, and forbid it in the next
major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
