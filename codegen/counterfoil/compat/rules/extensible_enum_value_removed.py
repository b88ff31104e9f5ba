"""A value left an `x-extensible-enum`.

## What it says

The list of the candidate lacks a member that the baseline's had.

## Who breaks

- Requests: consumers that send it, where the provider now treats it as unknown; whether it
  refuses it, the list does not say.
- Answers: nobody: it just never arrives.
- Messages: readers of the candidate that meet it in messages of the baseline, and have no branch
  for unknown values.

## Example

```yaml
carrier: {type: string, x-extensible-enum: [dhl, ups, gls]}   # baseline
carrier: {type: string, x-extensible-enum: [dhl, ups]}        # candidate
```

## Instead

Keep the value in the list, and say in the description that it is no longer used and since when.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
