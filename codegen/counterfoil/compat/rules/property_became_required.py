"""A property must be there that could be left out before.

## What it says

Both versions know the property; the candidate lists it in `required` and the baseline does not.

## Who breaks

- Requests: consumers that leave it out. With a `default` the provider can fill it in; that is the
  policy required-with-default.
- Answers: nobody: consumers were prepared for its absence, and now it is always there.
- Messages: readers of the candidate, which miss it in messages of the baseline.

## Example

```yaml
required: [id]         # baseline: {"id": "A-1"} is valid
required: [id, note]   # candidate: it is not
```

## Instead

Leave it optional, and fill in a `default` inside the provider. Count who leaves it out, talk to
them, and require it in the next major version.
"""

from counterfoil.compat.ruling import Category, carried

REQUEST, RESPONSE, MESSAGE = carried(__name__, Category.WIRE)
