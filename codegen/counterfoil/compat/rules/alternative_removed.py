"""An alternative is no longer allowed.

## What it says

`anyOf` or `oneOf` lacks a branch in the candidate that it has in the baseline.

## Who breaks

- Requests: consumers that send what only that branch allows.
- Answers: nobody is refused anything, though a branch of the consumer is now never taken. Where
  `oneOf` lost a branch that overlapped with another one, values may arrive that were forbidden.
- Messages: readers of the candidate that meet that kind in messages of the baseline.

## Example

```yaml
oneOf:                                       # baseline
  - {$ref: "#/components/schemas/Card"}
  - {$ref: "#/components/schemas/Cheque"}    # not in the candidate
```

## Instead

Mark the branch `deprecated` with an `x-sunset`, go on taking it, and turn it into another one
inside the provider. Remove it in the next major version, when nobody sends it.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
