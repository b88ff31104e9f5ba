"""The greatest number allowed became greater.

## What it says

`maximum` or `exclusiveMaximum` is greater in the candidate, is gone, or now includes the bound
itself.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that made room for the numbers of the baseline: a 32-bit field, a `SMALLINT`
  column, a percentage.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet greater numbers.

## Example

```yaml
rating: {type: integer, maximum: 5}    # baseline
rating: {type: integer, maximum: 10}   # candidate
```

## Instead

Keep the scale that consumers know, and add a property for the wider one (`rating_of_ten`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
