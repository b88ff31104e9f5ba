"""A property that every object had is no longer declared.

## What it says

The baseline lists the property in `required`; the candidate neither requires nor declares it.

## Who breaks

- Requests: consumers that still send it, as they had to, where the candidate says
  `additionalProperties: false`. Elsewhere it is ignored.
- Answers: every consumer that reads it: it was promised, and it is gone.
- Messages: under `FORWARD` and `FULL`, readers of the baseline, which miss it; readers of the
  candidate only if they refuse unknown properties.

## Example

```yaml
required: [id, total]            # baseline
properties:
  id: {type: string}
  total: {type: number}          # in neither list of the candidate
```

## Instead

Mark it `deprecated` with an `x-sunset`, add what takes its place, and fill in both until the day
has come. Then remove it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
