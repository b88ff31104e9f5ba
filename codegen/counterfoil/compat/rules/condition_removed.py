"""A value need no longer meet a further schema under a certain condition.

## What it says

`if`, with its `then` or `else`, is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that test the condition and rely on what followed from it.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
if: {properties: {country: {const: US}}, required: [country]}
then: {required: [state]}   # baseline; now {"country": "US"} may arrive
```

## Instead

Go on keeping to it in answers, and leave the promise in the contract.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
