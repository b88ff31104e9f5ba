"""A value need no longer be one of several alternatives.

## What it says

The `anyOf` or `oneOf` of the baseline is gone.

## Who breaks

- Requests: nobody: what met an alternative is taken, unless other keywords forbid it.
- Answers: consumers that tell the alternatives apart, and meet a value that is none of them.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
payment:                                    # baseline
  oneOf: [{$ref: "#/components/schemas/Card"}, {$ref: "#/components/schemas/Transfer"}]
payment: {type: object}                     # candidate
```

## Instead

Keep the alternatives in answers, and add a branch with a discriminator value of its own for what
is new, as `alternative-added` describes.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
