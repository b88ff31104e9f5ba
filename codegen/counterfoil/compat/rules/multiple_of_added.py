"""Numbers must be multiples of something, and did not have to before.

## What it says

The candidate has a `multipleOf` and the baseline had none.

## Who breaks

- Requests: consumers that send numbers in between.
- Answers: nobody: the multiples are among the numbers that they were prepared for.
- Messages: readers of the candidate that meet numbers in between in messages of the baseline.

## Example

```yaml
price: {type: number}                     # baseline: 9.999 is valid
price: {type: number, multipleOf: 0.01}   # candidate: it is not
```

## Instead

Round inside the provider and say so in the description. Add `multipleOf` in the next major
version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
