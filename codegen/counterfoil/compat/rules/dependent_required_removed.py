"""One property no longer demands another one.

## What it says

`dependentRequired` lost an entry, or an entry lost a name.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that find the one and read the other without asking.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
dependentRequired: {discount: [currency]}   # baseline; now {"discount": 5} may arrive
```

## Instead

Go on sending both together, and leave the rule in the contract.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
