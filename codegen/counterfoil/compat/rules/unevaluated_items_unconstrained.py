"""Items that no part of the schema describes need not meet what they had to.

## What it says

`unevaluatedItems` is gone, or demands less. It sees through `allOf`, `$ref` and the branches that
hold.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that take the list apart by its length: `lon, lat = point` raises for three
  items.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
prefixItems: [{type: number}, {type: number}]
unevaluatedItems: false   # baseline; now [7.1, 50.7, 64] may arrive
```

## Instead

Keep the list at its length, and add a property for what is new (`altitude`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
