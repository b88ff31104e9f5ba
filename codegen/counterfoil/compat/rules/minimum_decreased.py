"""The least number allowed became smaller.

## What it says

`minimum` or `exclusiveMinimum` is smaller in the candidate, is gone, or now includes the bound
itself.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that rely on the bound: a negative total, a division by the zero that could
  not arrive, an unsigned column.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet smaller numbers.

## Example

```yaml
balance: {type: number, minimum: 0}   # baseline
balance: {type: number}               # candidate: -12.5 may arrive
```

## Instead

Keep the property within its bound and add another one for what is new (`overdraft`). Consumers
that know it read it; the others still see what they were promised.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
