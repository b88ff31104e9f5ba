"""One more position of a tuple has a schema of its own.

## What it says

`prefixItems` is longer in the candidate. Before, what stands at that position had to meet `items`
only; where `items` is `false` it was forbidden.

## Who breaks

- Requests: consumers that send something else at that position, as `items` let them.
- Answers: consumers that meet one item more than they knew of, where the baseline forbids it.
- Messages: readers of the candidate as in requests; under `FORWARD` and `FULL`, readers of the
  baseline as in answers.

## Example

```yaml
prefixItems: [{type: number}, {type: number}]                   # baseline: [7.1, 50.7]
prefixItems: [{type: number}, {type: number}, {type: number}]   # candidate: [7.1, 50.7, 64]
```

## Instead

Use an object with named properties where a tuple grows: those can be added without anybody
noticing.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
