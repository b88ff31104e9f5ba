"""One position of a tuple no longer has a schema of its own.

## What it says

`prefixItems` is shorter in the candidate. What stands at that position must now meet `items`
only; where `items` is `false` it is forbidden.

## Who breaks

- Requests: consumers that still send it, where the candidate forbids it.
- Answers: consumers that read that position as the baseline described it, and find something else
  or nothing.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
prefixItems: [{type: number}, {type: number}, {type: number}]   # baseline
prefixItems: [{type: number}, {type: number}]                   # candidate
```

## Instead

Keep the position and fill it in. Removing one from the middle moves all that follow: leave its
value null instead, if the schema allows that.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
