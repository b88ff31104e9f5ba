"""The names of properties need no longer meet a schema.

## What it says

`propertyNames` is gone, or demands less.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that use the names for something that not every text can be: a column, a file
  name, a member of an enumeration.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet other names.

## Example

```yaml
labels: {type: object, propertyNames: {pattern: "^[a-z]+$"}} # baseline
labels: {type: object}                                       # candidate: {"A b": 1} may arrive
```

## Instead

Send names of the new kind in a second map.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
