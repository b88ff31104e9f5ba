"""A value may have more types than before.

## What it says

The candidate lists types that the baseline does not, or a `number` where it had an `integer`.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers whose code knows the types of the baseline alone: `int` where 12.5 arrives.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet messages of the
  candidate.

## Example

```yaml
quantity: {type: integer}   # baseline
quantity: {type: number}    # candidate: 1.5 may arrive
```

## Instead

In answers keep the type and add a property beside it for what it cannot say (`quantity_exact`).
Consumers move to it at their own pace; then deprecate the first one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
