"""Something is allowed where nothing was.

## What it says

The schema was `false`, or one that no value can meet, and now some values do.

## Who breaks

- Requests: nobody: no consumer could send anything there.
- Answers: consumers that take the baseline at its word and refuse an answer with the value; those
  that ignore what they do not know are fine.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that refuse the value.

## Example

```yaml
properties:
  coupon: false            # baseline
  coupon: {type: string}   # candidate
```

## Instead

Send it under a name that the baseline says nothing of. Its consumers ignore what they do not
know.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
