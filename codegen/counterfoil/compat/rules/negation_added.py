"""Values are excluded that were allowed before.

## What it says

`not` is new.

## Who breaks

- Requests: consumers that send what it excludes.
- Answers: nobody: what is left is among what they were prepared for.
- Messages: readers of the candidate that meet what is excluded in messages of the baseline.

## Example

```yaml
nickname: {type: string}                            # baseline
nickname: {type: string, not: {const: "admin"}}     # candidate refuses "admin"
```

## Instead

Refuse such values by a documented status of the operation's own, with the reason, and leave the
schema alone until the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
