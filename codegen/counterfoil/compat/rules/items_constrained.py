"""Items of a list are refused that were taken before.

## What it says

`items` is new, became `false`, or demands something that it did not.

## Who breaks

- Requests: consumers that send lists with other items.
- Answers: nobody: the items are among those that they were prepared for.
- Messages: readers of the candidate that meet other items in messages of the baseline.

## Example

```yaml
tags: {type: array}                          # baseline: [1] is valid
tags: {type: array, items: {type: string}}   # candidate: it is not
```

## Instead

Convert inside the provider what can be converted, and drop the rest. Demand it in the next major
version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
