"""Properties without a declaration need no longer meet a schema.

## What it says

`additionalProperties` was a schema, and is gone, `true`, or demands less. For a map it is the
schema of every value.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that read every value as what the baseline said: a `dict[str, str]` with a
  number in it.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that meet other values.

## Example

```yaml
labels: {type: object, additionalProperties: {type: string}}     # baseline
labels: {type: object}                                           # candidate: {"n": 1} may arrive
```

## Instead

Keep this map as it is, and add another one for values of other kinds.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
