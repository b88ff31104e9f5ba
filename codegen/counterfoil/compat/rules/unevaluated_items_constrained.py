"""Items that no part of the schema describes must meet more, or are refused.

## What it says

`unevaluatedItems` became `false` or a schema, or demands more. It sees through `allOf`, `$ref`
and the branches that hold.

## Who breaks

- Requests: consumers that send further items behind those that are described.
- Answers: nobody: consumers get less than they were prepared for.
- Messages: readers of the candidate that meet such items in messages of the baseline.

## Example

```yaml
prefixItems: [{type: number}, {type: number}]
unevaluatedItems: false   # candidate refuses [7.1, 50.7, 64]
```

## Instead

Ignore further items rather than refuse the list. Forbid them in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
