"""The names of properties must meet a schema, and could be anything before.

## What it says

`propertyNames` is new, or demands more.

## Who breaks

- Requests: consumers that send maps with other names: upper-case keys, keys with spaces.
- Answers: nobody: the names are among those that they were prepared for.
- Messages: readers of the candidate that meet other names in messages of the baseline.

## Example

```yaml
labels: {type: object}                                       # baseline
labels: {type: object, propertyNames: {pattern: "^[a-z]+$"}} # candidate refuses {"A": 1}
```

## Instead

Normalise names inside the provider, and say in the description which ones you store. Demand it in
the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
