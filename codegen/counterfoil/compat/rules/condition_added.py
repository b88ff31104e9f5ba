"""A value must meet a further schema under a certain condition.

## What it says

`if`, with `then` or `else`, is new.

## Who breaks

- Requests: consumers that send what meets the condition (`then`), or does not (`else`), and not
  what follows from it.
- Answers: nobody: what is left is among what they were prepared for.
- Messages: readers of the candidate that meet such values in messages of the baseline.

## Example

```yaml
if: {properties: {country: {const: US}}, required: [country]}
then: {required: [state]}   # candidate refuses {"country": "US"}
```

## Instead

Fill in what is missing inside the provider, or refuse it by a documented status of the
operation's own. Demand it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
