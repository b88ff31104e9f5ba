"""Any value is allowed where only listed ones were.

## What it says

The `enum`, or `const`, of the baseline is gone.

## Who breaks

- Requests: nobody: the listed values are still taken.
- Answers: consumers that tell the listed values apart and have no branch for others; generated
  clients that parse them into an enumeration.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet a value they do not
  know.

## Example

```yaml
status: {type: string, enum: [open, paid]}   # baseline
status: {type: string}                       # candidate: "on-hold" may arrive
```

## Instead

Keep the list, and mark it `x-extensible-enum` one version before values join it: that tells
consumers to write the branch for what they do not know.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
