"""The items of a list need no longer differ.

## What it says

`uniqueItems: true` is gone.

## Who breaks

- Requests: nobody: lists without repetition are still taken.
- Answers: consumers that key by item: a set silently loses some, a primary key is violated, a
  generated client refuses the list.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet repeated items.

## Example

```yaml
tags: {type: array, uniqueItems: true}   # baseline
tags: {type: array}                      # candidate: ["a", "a"] may arrive
```

## Instead

Keep the list without repetition, and add what is counted beside it (`tag_counts`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
