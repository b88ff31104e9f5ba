"""A condition on a value differs, or what follows from it.

## What it says

Both versions have an `if`, and it, its `then` or its `else` differ.

## Who breaks

- Requests: consumers that send values which the condition of the baseline let through and that of
  the candidate does not.
- Answers: consumers that meet values which the condition of the baseline excluded.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
if: {properties: {country: {const: US}}, required: [country]}
then: {required: [state]}             # baseline
then: {required: [state, zip_code]}   # candidate refuses {"country": "US", "state": "NY"}
```

## Instead

Let the candidate demand no more than the baseline in requests, and no less in answers; put what
is new into an optional property.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
