"""Numbers need no longer be multiples of something.

## What it says

The `multipleOf` of the baseline is gone.

## Who breaks

- Requests: nobody: multiples are still taken.
- Answers: consumers that count in the step of the baseline: 9.999 does not fit a number of cents.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet numbers in between.

## Example

```yaml
price: {type: number, multipleOf: 0.01}   # baseline
price: {type: number}                     # candidate: 9.999 may arrive
```

## Instead

Keep the property in its step, and add one for the exact value (`price_exact`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
