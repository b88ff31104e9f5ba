"""A value joined an `x-extensible-enum`.

## What it says

The list of the candidate has a member that the baseline's had not. Such a list names the values
known so far and allows others.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: nobody who kept to the agreement and has a branch for unknown values. With the policy
  extensible-enums switched off the list counts as closed, and consumers without such a branch
  break.
- Messages: the same as in answers, for readers of the baseline, under `FORWARD` and `FULL`.

## Example

```yaml
carrier: {type: string, x-extensible-enum: [dhl, ups]}        # baseline
carrier: {type: string, x-extensible-enum: [dhl, ups, gls]}   # candidate
```

## Instead

Nothing, if consumers keep a branch for what they do not know. Announce the value in the changelog
all the same: they may want to treat it better than as unknown.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
