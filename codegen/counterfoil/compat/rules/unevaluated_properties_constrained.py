"""Properties that no part of the schema names must meet more, or are refused.

## What it says

`unevaluatedProperties` became `false` or a schema, or demands more. It sees through `allOf`,
`$ref` and the branches that hold.

## Who breaks

- Requests: consumers that send a property that no part names. The policy closed-writer holds that
  they do not.
- Answers: nobody: consumers get less than they were prepared for.
- Messages: readers of the candidate that meet such properties in messages of the baseline.

## Example

```yaml
allOf: [{$ref: "#/components/schemas/Base"}]
unevaluatedProperties: false   # candidate refuses {"x": 1}
```

## Instead

Leave it open and ignore what you do not know; every later addition stays harmless that way.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
