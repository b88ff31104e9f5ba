"""Other values are excluded than before.

## What it says

Both versions have a `not`, and they differ. What it holds works the other way round: the more it
describes, the less is allowed.

## Who breaks

- Requests: consumers that send what is excluded only now.
- Answers: consumers that meet what was excluded before and no longer is.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
nickname: {not: {enum: [admin]}}         # baseline
nickname: {not: {enum: [admin, root]}}   # candidate refuses "root"
```

## Instead

In requests refuse what is new by a documented status of the operation's own. In answers keep what
the baseline excluded out.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
