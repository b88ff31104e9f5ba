"""A listed value is no longer allowed.

## What it says

The `enum` of the candidate lacks a member that the baseline's had.

## Who breaks

- Requests: consumers that send it are refused.
- Answers: nobody is refused anything, though a branch of the consumer is now never taken: whoever
  waits for the value waits for ever.
- Messages: readers of the candidate that meet it in messages of the baseline.

## Example

```yaml
shipping: {type: string, enum: [post, courier, drone]}   # baseline
shipping: {type: string, enum: [post, courier]}          # candidate
```

## Instead

Go on taking the value and map it to another one inside the provider. Deprecate it in the
description, count who sends it, and remove it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
