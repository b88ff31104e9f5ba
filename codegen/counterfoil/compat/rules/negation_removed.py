"""Values are allowed that were excluded before.

## What it says

`not` is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that rely on never meeting what was excluded.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that rely on it.

## Example

```yaml
nickname: {type: string, not: {const: "admin"}}     # baseline
nickname: {type: string}                            # candidate: "admin" may arrive
```

## Instead

Go on keeping such values out of answers, or send them under a name of their own.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
