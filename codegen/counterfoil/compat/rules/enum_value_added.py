"""A listed value joined those that are allowed.

## What it says

The `enum` of the candidate has a member that the baseline's had not. A changed `const` counts as
one added and one removed.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that tell the values apart: the new one falls through their `match`, or is
  refused by their enumeration. With the policy extensible-enums those of an `x-extensible-enum`
  are not meant: their consumers agreed to meet values they do not know.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet it.

## Example

```yaml
status: {type: string, enum: [open, paid]}             # baseline
status: {type: string, enum: [open, paid, refunded]}   # candidate
```

## Instead

Answer consumers of this version with the nearest value that they know (`paid`), and say the rest
in a property of its own (`refunded_at`). Or mark the list `x-extensible-enum` first, and add to
it when every consumer keeps a branch for unknown values.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
