"""A value need no longer meet one of the schemas that it had to meet.

## What it says

`allOf` has a branch in the baseline whose demands the candidate no longer makes.

## Who breaks

- Requests: nobody: what meets more is still taken.
- Answers: consumers that rely on what the branch promised.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that rely on it.

## Example

```yaml
allOf:                                            # baseline
  - {$ref: "#/components/schemas/Order"}
  - {$ref: "#/components/schemas/Audited"}        # not in the candidate
```

## Instead

Go on sending what the branch promised, deprecate its properties with an `x-sunset`, and remove it
in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
