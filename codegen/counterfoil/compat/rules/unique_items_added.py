"""The items of a list must differ, and did not have to before.

## What it says

`uniqueItems: true` is new.

## Who breaks

- Requests: consumers that send the same item twice; retries and merged lists do so without
  meaning to.
- Answers: nobody: such lists are among those that they were prepared for.
- Messages: readers of the candidate that meet repeated items in messages of the baseline.

## Example

```yaml
tags: {type: array}                      # baseline: ["a", "a"] is valid
tags: {type: array, uniqueItems: true}   # candidate: it is not
```

## Instead

Drop repeated items inside the provider rather than refuse the list.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
