"""A list may not have as many items as before.

## What it says

`maxItems` is smaller in the candidate, or it is new.

## Who breaks

- Requests: consumers that send longer lists: batches are the usual case.
- Answers: nobody: they meet only lists that they could meet before.
- Messages: readers of the candidate that meet longer lists in messages of the baseline.

## Example

```yaml
ids: {type: array, maxItems: 500}   # baseline
ids: {type: array, maxItems: 100}   # candidate
```

## Instead

Take longer lists and work through them in parts inside the provider, or answer with what was left
over. Decrease `maxItems` in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
