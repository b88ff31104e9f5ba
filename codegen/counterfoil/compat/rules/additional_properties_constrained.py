"""Properties without a declaration must meet a schema, and could be anything before.

## What it says

`additionalProperties` became a schema, or gained what it demands. For a map it is the schema of
every value.

## Who breaks

- Requests: consumers that send other values under names of their own.
- Answers: nobody: the values are among those that they were prepared for.
- Messages: readers of the candidate that meet other values in messages of the baseline.

## Example

```yaml
labels: {type: object}                                           # baseline
labels: {type: object, additionalProperties: {type: string}}     # candidate refuses {"n": 1}
```

## Instead

Convert inside the provider what can be converted (1 to "1"). Demand the schema in the next major
version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
