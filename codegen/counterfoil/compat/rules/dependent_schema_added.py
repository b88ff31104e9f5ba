"""An object with a certain property must meet a further schema.

## What it says

`dependentSchemas` gained an entry, or one demands other things than before.

## Who breaks

- Requests: consumers that send the property in an object that does not meet the schema.
- Answers: nobody where an entry is new; where it was changed, consumers that meet what it now
  lets through.
- Messages: readers of the candidate that meet such objects in messages of the baseline.

## Example

```yaml
dependentSchemas:                # candidate
  express: {properties: {weight: {maximum: 20}}}
```

## Instead

Take such objects as before, and treat the property as absent where the rest does not fit. Demand
it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
