"""An object with a certain property need no longer meet a further schema.

## What it says

`dependentSchemas` lost an entry.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that find the property and rely on the rest.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that do the same.

## Example

```yaml
dependentSchemas:                # baseline; gone in the candidate
  express: {properties: {weight: {maximum: 20}}}
```

## Instead

Keep the entry in answers, and add a property with a rule of its own for what is new.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
