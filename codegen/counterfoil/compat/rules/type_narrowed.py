"""A value may have fewer types than before.

## What it says

The candidate lists only some of the types of the baseline, or an `integer` where it had a
`number`.

## Who breaks

- Requests: consumers that send one of the types that are gone.
- Answers: nobody: what arrives still has a type that consumers expect.
- Messages: readers of the candidate that meet messages of the baseline with a type that is gone.

## Example

```yaml
quantity: {type: number}    # baseline: 1.5 is valid
quantity: {type: integer}   # candidate: it is not
```

## Instead

Go on taking what the baseline took, and convert it inside the provider. Deprecate the other types
in the description, count who still sends them, and narrow in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
