"""Properties that no part of the schema names need not meet what they had to.

## What it says

`unevaluatedProperties` is gone, or demands less. It sees through `allOf`, `$ref` and the branches
that hold.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that refuse what they do not know, as the baseline allowed them to. With the
  policy tolerant-reader they ignore it.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that refuse what they do not know.

## Example

```yaml
allOf: [{$ref: "#/components/schemas/Base"}]
unevaluatedProperties: false   # baseline; now {"x": 1} may arrive
```

## Instead

Nothing, where consumers are tolerant readers: generated clients are. Otherwise open it in one
version, and send new properties in the next one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
