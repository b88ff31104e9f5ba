"""One property demands another one, and did not before.

## What it says

`dependentRequired` gained an entry, or an entry gained a name.

## Who breaks

- Requests: consumers that send the one without the other.
- Answers: nobody: what arrives is among what they were prepared for.
- Messages: readers of the candidate that meet the one without the other in messages of the
  baseline.

## Example

```yaml
dependentRequired: {discount: [currency]}   # candidate refuses {"discount": 5}
```

## Instead

Fill in what is missing inside the provider, as before. Demand it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
