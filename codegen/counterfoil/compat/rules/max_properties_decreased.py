"""An object may not have as many properties as before.

## What it says

`maxProperties` is smaller in the candidate, or it is new.

## Who breaks

- Requests: consumers that send more: maps of labels grow without anybody noticing.
- Answers: nobody: they meet only objects that they could meet before.
- Messages: readers of the candidate that meet larger objects in messages of the baseline.

## Example

```yaml
labels: {type: object, maxProperties: 100}   # baseline
labels: {type: object, maxProperties: 20}    # candidate
```

## Instead

Hold the limit where objects are created anew, by a documented status of its own, and leave the
schema alone. Decrease `maxProperties` in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
