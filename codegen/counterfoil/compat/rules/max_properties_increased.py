"""An object may have more properties than before.

## What it says

`maxProperties` is greater in the candidate, or it is gone.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that made room for the number of the baseline.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet larger objects.

## Example

```yaml
labels: {type: object, maxProperties: 20}    # baseline
labels: {type: object, maxProperties: 100}   # candidate
```

## Instead

Send what exceeds the number in a map of its own (`more_labels`), or behind a link.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
