"""A property may be left out that had to be there before.

## What it says

Both versions know the property; the baseline lists it in `required` and the candidate does not.

## Who breaks

- Requests: nobody: consumers go on sending it.
- Answers: consumers that read it without asking: `order["total"]` raises, a typed client fails to
  parse.
- Messages: under `FORWARD` and `FULL`, readers of the baseline, which miss it.

## Example

```yaml
required: [id, total]   # baseline
required: [id]          # candidate: {"id": "A-1"} may arrive
```

## Instead

Go on filling it in, with a value that means nothing to know if there is one (0, "", []).
Deprecate it, and let it become optional in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
