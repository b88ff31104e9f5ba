"""A list may have more items than before.

## What it says

`maxItems` is greater in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that made room for the number of the baseline, or never page because
  everything fits.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet longer lists.

## Example

```yaml
images: {type: array, maxItems: 3}    # baseline
images: {type: array, maxItems: 30}   # candidate
```

## Instead

Keep to the number in this list, and offer the others behind a link or in a property of their own
(`more_images`).
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
