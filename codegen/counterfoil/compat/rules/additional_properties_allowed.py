"""Properties that the contract does not name are taken, and were refused before.

## What it says

`additionalProperties: false` is gone, or became a schema.

## Who breaks

- Requests: nobody: what consumers send is still taken.
- Answers: consumers that refuse what they do not know, as the baseline allowed them to. With the
  policy tolerant-reader they ignore it.
- Messages: under `FORWARD` and `FULL`, readers of the baseline that refuse what they do not know.

## Example

```yaml
Order: {type: object, additionalProperties: false}   # baseline
Order: {type: object}                                # candidate: {"x": 1} may arrive
```

## Instead

Nothing, where consumers are tolerant readers: generated clients are. Otherwise open the object in
one version, and send new properties in the next one.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
